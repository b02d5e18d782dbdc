import Synchronization

/// What was served so far, in the text format of Prometheus.
final class ServerMetrics: Sendable {
  /// Upper bounds in seconds.
  private static let bounds: [Double] = [
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]
  private let state = Mutex(State())

  private struct State {
    var requests: [Key: Int] = [:]
    var times: [String: Histogram] = [:]
    var inFlight = 0
  }

  private struct Key: Hashable {
    let route: String
    let status: Int
  }

  private struct Histogram {
    var counts = [Int](repeating: 0, count: ServerMetrics.bounds.count + 1)
    var sum = 0.0
  }

  func begin() { state.withLock { $0.inFlight += 1 } }

  /// - Parameter seconds: From the request's head to the answer's.
  func end(route: String, status: Int, seconds: Double) {
    let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.inFlight -= 1
      state.requests[Key(route: route, status: status), default: 0] += 1
      state.times[route, default: Histogram()].counts[bucket] += 1
      state.times[route, default: Histogram()].sum += seconds
    }
  }

  /// - Parameters:
  ///   - index: Version and day of the index that answers; nil if there is none.
  ///   - swaps: How often a newer index took over.
  ///   - failures: How often a newer one could not be opened.
  func text(index: (version: String, snapshot: String)?, swaps: Int, failures: Int) -> String {
    let (requests, times, inFlight) = state.withLock { ($0.requests, $0.times, $0.inFlight) }
    var lines = Self.head("lineage_http_requests_total", "counter", "Requests answered.")
    for (key, count) in requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) })
    {
      lines.append("lineage_http_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(count)")
    }
    let name = "lineage_http_request_duration_seconds"
    lines += Self.head(name, "histogram", "From a request to the head of its answer.")
    for (route, histogram) in times.sorted(by: { $0.key < $1.key }) {
      var count = 0
      for (bound, here) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], histogram.counts) {
        count += here
        lines.append("\(name)_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)")
      }
      lines.append("\(name)_sum{route=\"\(route)\"} \(histogram.sum)")
      lines.append("\(name)_count{route=\"\(route)\"} \(count)")
    }
    lines += Self.head("lineage_http_requests_in_flight", "gauge", "Requests being answered.")
    lines.append("lineage_http_requests_in_flight \(inFlight)")
    lines += Self.head("lineage_index_info", "gauge", "The index that answers.")
    if let index {
      lines.append("lineage_index_info{version=\"\(index.version)\",snapshot=\"\(index.snapshot)\"} 1")
    }
    lines += Self.head("lineage_index_swaps_total", "counter", "Newer indexes that took over.")
    lines.append("lineage_index_swaps_total \(swaps)")
    lines += Self.head("lineage_index_failures_total", "counter", "Newer indexes that could not be opened.")
    lines.append("lineage_index_failures_total \(failures)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func head(_ name: String, _ type: String, _ help: String) -> [String] {
    ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
  }
}
