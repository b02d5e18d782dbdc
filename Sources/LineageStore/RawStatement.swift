import GRDB
import GRDBSQLite

/// A prepared statement driven through SQLite's C interface, for bulk rows and hot lookups.
///
/// GRDB owns the handle and keeps it for the next use; this value resets it when it goes out of scope. The
/// same text must not be in use twice at a time on one connection.
struct RawStatement: ~Copyable {
  private let statement: Statement
  private var handle: OpaquePointer { statement.sqliteStatement }

  /// Prepares a statement, or takes it from the connection's cache.
  init(_ database: Database, _ sql: String) throws {
    statement = try database.cachedStatement(sql: sql)
  }

  deinit {
    sqlite3_reset(statement.sqliteStatement)
    sqlite3_clear_bindings(statement.sqliteStatement)
  }

  /// Binds an integer; parameters count from 1.
  func bind(_ value: some BinaryInteger, at parameter: Int32) {
    sqlite3_bind_int64(handle, parameter, Int64(value))
  }

  /// Binds an integer or NULL.
  func bind(_ value: (some BinaryInteger)?, at parameter: Int32) {
    if let value { bind(value, at: parameter) } else { sqlite3_bind_null(handle, parameter) }
  }

  /// Binds a copy of UTF-8 bytes as text.
  func bind(_ text: UnsafeRawBufferPointer, at parameter: Int32) {
    // An empty buffer may have no address, and SQLite takes none for NULL.
    guard let start = text.baseAddress, !text.isEmpty else {
      sqlite3_bind_text(handle, parameter, "", 0, Self.copied)
      return
    }
    sqlite3_bind_text64(
      handle, parameter, start.assumingMemoryBound(to: CChar.self), UInt64(text.count), Self.copied,
      UInt8(SQLITE_UTF8))
  }

  /// Binds text or NULL.
  func bind(_ text: String?, at parameter: Int32) {
    guard var text else {
      sqlite3_bind_null(handle, parameter)
      return
    }
    text.withUTF8 { bind(UnsafeRawBufferPointer($0), at: parameter) }
  }

  /// Runs a statement that yields no row, and readies it for the next values.
  func run() throws {
    let more = try step()
    sqlite3_reset(handle)
    assert(!more, "a statement that yields rows is read by step()")
  }

  /// Goes to the next row; false when there is none.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
      sqlite3_reset(handle)
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
  }

  /// Readies the statement for other values.
  func reset() { sqlite3_reset(handle) }

  /// A column of the current row, counted from 0; 0 for NULL.
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// A column of the current row, nil for NULL.
  func optionalInteger(_ column: Int32) -> Int64? {
    let value = integer(column)
    return value == 0 && isNull(column) ? nil : value
  }

  /// Whether a column of the current row is NULL.
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// A text column of the current row; empty for NULL.
  func text(_ column: Int32) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

  /// A text column of the current row, nil for NULL.
  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// Lends the bytes of a text column of the current row.
  func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows
    -> Result
  {
    let start = sqlite3_column_text(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  /// Lends the bytes of a column of the current row that is no text.
  func withBlob<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
  {
    let start = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  /// A column of the current row that holds the number of a model.
  func row(_ column: Int32) -> ModelRow { ModelRow(rawValue: UInt32(clamping: integer(column))) }

  /// Tells SQLite to copy what is bound.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
