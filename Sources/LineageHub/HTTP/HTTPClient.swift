import Foundation
import FoundationNetworking
import Synchronization

/// Asks a server by GET, one request at a time. It follows no redirect, keeps no cookie and caches nothing.
final class HTTPClient: Sendable {
  private let session: URLSession
  private let transfers: Transfers

  /// A client that takes answers up to so many bytes.
  init(bodyLimit: Int) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.httpMaximumConnectionsPerHost = 1
    transfers = Transfers(bodyLimit: bodyLimit)
    session = URLSession(configuration: configuration, delegate: transfers, delegateQueue: nil)
  }

  deinit { session.invalidateAndCancel() }

  /// The whole answer.
  ///
  /// - Throws: ``HTTPFailure``, or `CancellationError` if the calling task was cancelled.
  func get(_ url: URL, headers: [String: String], seconds: Double) async throws -> HTTPAnswer {
    var request = URLRequest(url: url, timeoutInterval: seconds + 1)
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let task = session.dataTask(with: request)
    // The session's own timeout begins anew with every byte; this one does not.
    let transfers = transfers
    let watch = Task {
      try await Task.sleep(for: .seconds(seconds))
      transfers.end(task.taskIdentifier, .tooSlow(seconds: seconds))
      task.cancel()
    }
    defer { watch.cancel() }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfers.begin(task.taskIdentifier, continuation)
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
    try Task.checkCancellation()
    return try result.get()
  }
}

/// What is under way, by the number of its task.
private final class Transfers: NSObject, URLSessionDataDelegate, Sendable {
  typealias Outcome = Result<HTTPAnswer, HTTPFailure>

  private struct Transfer {
    let continuation: CheckedContinuation<Outcome, Never>
    var body: [UInt8] = []
  }

  private let open = Mutex<[Int: Transfer]>([:])
  private let bodyLimit: Int

  init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

  func begin(_ number: Int, _ continuation: CheckedContinuation<Outcome, Never>) {
    open.withLock { $0[number] = Transfer(continuation: continuation) }
  }

  /// Ends a transfer early; one that is over stays as it is.
  func end(_ number: Int, _ failure: HTTPFailure) {
    open.withLock { $0.removeValue(forKey: number) }?.continuation.resume(returning: .failure(failure))
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = open.withLock { open in
      guard let known = open[dataTask.taskIdentifier]?.body.count else { return false }
      if known + data.count > bodyLimit { return true }
      open[dataTask.taskIdentifier]?.body.append(contentsOf: data)
      return false
    }
    guard isTooLarge else { return }
    end(dataTask.taskIdentifier, .tooLarge(bytes: bodyLimit))
    dataTask.cancel()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    guard let transfer = open.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
    transfer.continuation.resume(returning: Self.outcome(transfer.body, task.response, error))
  }

  private static func outcome(_ body: [UInt8], _ response: URLResponse?, _ error: (any Error)?) -> Outcome {
    if let error { return .failure(.broken((error as NSError).localizedDescription)) }
    guard let response = response as? HTTPURLResponse else { return .failure(.broken("there is none")) }
    var headers: [String: String] = [:]
    for (name, value) in response.allHeaderFields {
      headers["\(name)".lowercased()] = "\(value)"
    }
    // An encoded body has another length than the header says.
    if headers["content-encoding"] == nil, let stated = headers["content-length"].flatMap(Int.init),
      body.count < stated, !(300..<400).contains(response.statusCode)
    {
      return .failure(.broken("it broke off after \(body.count) of \(stated) bytes"))
    }
    return .success(HTTPAnswer(status: response.statusCode, headers: headers, body: body))
  }
}
