import HTTPTypes
import Hummingbird

/// The files of a folder as RFC 9110 wants them served.
///
/// A tag is made of a file's bytes: a build writes a whole new folder, and where it comes to the same bytes as the one
/// before, what visitors have stays good.
struct StaticSite: Sendable {
  /// The folder; looked up anew by every request, because a build exchanges it.
  let root: String
  /// What stands before every path: empty, or `/sub`.
  let basePath: String
  let cache: FileCache
  /// Packs a text; nil if that failed.
  let pack: @Sendable (ContentCoding, [UInt8]) -> [UInt8]?
  /// A file that is not served under whatever name: the catalog.
  let hidden: @Sendable (FileIdentity) -> Bool

  /// Larger files are read while they are sent.
  static let largest = 8 << 20
  /// Smaller texts are not worth packing.
  private static let smallest = 512

  /// The answer to a GET or HEAD; nil if there is no such file.
  ///
  /// - Parameter query: Kept by a redirection; empty or with its question mark.
  func reply(to path: RequestPath, query: String, _ fields: HTTPFields) -> Reply? {
    guard let found = OpenFile.open(below: root, path.segments) else { return nil }
    guard found.isFolder else {
      return path.isFolder ? nil : reply(found, named: path.segments, fields)
    }
    let index = path.segments + ["index.html"]
    guard let page = OpenFile.open(below: root, index), !page.isFolder else { return nil }
    guard path.isFolder else {
      return Reply(
        .permanentRedirect,
        fields: [.location: basePath + path.raw + "/" + query, .cacheControl: Self.cacheControl])
    }
    return reply(page, named: index, fields)
  }

  /// The site's own page for what is not there: that of the folder of a language, or the top one.
  func notFoundPage(_ path: RequestPath?, _ fields: HTTPFields) -> Reply? {
    let folders = [path?.segments.first.map { [$0] }, []].compactMap { $0 }
    for folder in folders {
      let name = folder + ["404.html"]
      guard let file = OpenFile.open(below: root, name), !file.isFolder,
        let form = form(file, name, fields), let bytes = form.bytes
      else { continue }
      var reply = Reply(.notFound, "text/html; charset=utf-8", bytes)
      reply.fields[.contentEncoding] = form.coding == .identity ? nil : form.coding.rawValue
      reply.fields[.vary] = "Accept-Encoding, Accept"
      reply.fields[.cacheControl] = "no-store"
      return reply
    }
    return nil
  }

  private func reply(_ file: OpenFile, named names: [String], _ fields: HTTPFields) -> Reply? {
    guard !hidden(file.identity), let form = form(file, names, fields) else { return nil }
    let modified = file.identity.modifiedSeconds
    let type = ContentType.of(fileNamed: names.last ?? "")
    var head: HTTPFields = [
      .eTag: form.tag.text, .lastModified: HTTPDate.text(modified), .cacheControl: Self.cacheControl,
      .vary: "Accept-Encoding", .acceptRanges: "bytes",
    ]
    switch Preconditions.check(fields, tag: form.tag, modified: modified) {
    case .notModified: return Reply(.notModified, fields: head)
    case .failed: return Problem(412, "precondition-failed", "the file is another one by now").reply()
    case .holds: break
    }
    head[.contentType] = type
    if form.coding != .identity { head[.contentEncoding] = form.coding.rawValue }
    let range =
      Preconditions.allowsRange(fields, tag: form.tag, modified: modified)
      ? ByteRange(fields[.range], of: form.size) : .whole
    switch range {
    case .whole:
      return Reply(.ok, fields: head, body: body(form, file, 0..<form.size))
    case .part(let part):
      head[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(form.size)"
      return Reply(.partialContent, fields: head, body: body(form, file, part))
    case .unsatisfiable:
      var reply = Problem(416, "range-not-satisfiable", "the file has \(form.size) bytes").reply()
      reply.fields[.contentRange] = "bytes */\(form.size)"
      return reply
    }
  }

  /// The form of a file that the client likes best: packed beside it, packed here, or as it is.
  private func form(_ file: OpenFile, _ names: [String], _ fields: HTTPFields) -> Representation? {
    let key = names.joined(separator: "/")
    for coding in ContentCoding.accepted(fields[.acceptEncoding]) {
      if coding == .identity { break }
      if let suffix = coding.fileSuffix, let last = names.last,
        let packed = OpenFile.open(below: root, names.dropLast() + [last + suffix]), !packed.isFolder,
        // One that is older than its file is of another text.
        packed.identity.modified >= file.identity.modified, packed.identity.size <= Self.largest,
        let form = cache.form(coding, of: key, packed.identity, make: { Self.kept(packed, coding) })
      {
        return form
      }
      guard coding != .br, ContentType.isText(ContentType.of(fileNamed: key)),
        Self.smallest...Self.largest ~= file.identity.size
      else { continue }
      let form = cache.form(coding, of: key, file.identity) {
        guard let text = file.read(0..<file.identity.size), let packed = pack(coding, text),
          packed.count < text.count
        else { return nil }
        return Self.kept(packed, coding)
      }
      if let form { return form }
    }
    return cache.form(.identity, of: key, file.identity) {
      file.identity.size <= Self.largest ? Self.kept(file, .identity) : Self.large(file)
    }
  }

  private static func kept(_ file: OpenFile, _ coding: ContentCoding) -> Representation? {
    file.read(0..<file.identity.size).map { kept($0, coding) }
  }

  private static func kept(_ bytes: [UInt8], _ coding: ContentCoding) -> Representation {
    Representation(
      coding: coding, tag: EntityTag(ContentDigest.of(bytes)), size: bytes.count,
      bytes: ByteBuffer(bytes: bytes))
  }

  private static func large(_ file: OpenFile) -> Representation? {
    var digest = ContentDigest()
    for start in stride(from: 0, to: file.identity.size, by: piece) {
      guard let bytes = file.read(start..<min(start + piece, file.identity.size)) else { return nil }
      digest.add(bytes)
    }
    return Representation(
      coding: .identity, tag: EntityTag(digest.finish()), size: file.identity.size, bytes: nil)
  }

  private func body(_ form: Representation, _ file: OpenFile, _ range: Range<Int>) -> ResponseBody {
    if let bytes = form.bytes {
      let part = bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count)
      return ResponseBody(byteBuffer: part ?? ByteBuffer())
    }
    return ResponseBody(contentLength: range.count) { writer in
      for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.piece) {
        // The length is promised: a file that was cut short ends the connection.
        guard let bytes = file.read(start..<min(start + Self.piece, range.upperBound)) else {
          throw Problem(500, "file-changed", "the file changed while it was sent")
        }
        try await writer.write(ByteBuffer(bytes: bytes))
      }
      try await writer.finish(nil)
    }
  }

  private static let piece = 1 << 18
  /// Addresses stay the same from build to build: what is kept is asked for again, and the answer is mostly 304.
  static let cacheControl = "public, no-cache"
}
