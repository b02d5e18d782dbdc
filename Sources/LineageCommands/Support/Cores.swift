import Dispatch
import Foundation
import LineageCore

extension Workers {
  /// One worker for each core that this process may use.
  static let cores = Workers(count: ProcessInfo.processInfo.activeProcessorCount) { pieces, body in
    DispatchQueue.concurrentPerform(iterations: pieces) { body($0) }
  }
}
