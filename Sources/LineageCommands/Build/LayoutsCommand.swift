import ArgumentParser
import LineageSite

/// What `build` starts beside itself: drawings on standard input, layouts on standard output, until the input ends.
struct LayoutsCommand: ParsableCommand {
  static let name = "__layouts"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Lay pictures out for a build.", shouldDisplay: false)

  func run() throws {
    while let request = Frame.read(from: 0) {
      guard Frame.write(LayoutWorker.answer(request), to: 1) else { return }
    }
  }
}
