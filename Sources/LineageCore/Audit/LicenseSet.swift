/// A license as one number: its position in a ``LicenseTable``.
public struct LicenseCode: Hashable, Sendable, Comparable {
  /// The position.
  public let rawValue: UInt16

  /// The license at that position.
  public init(_ index: Int) { rawValue = UInt16(truncatingIfNeeded: index) }

  /// The position as an array index.
  public var index: Int { Int(rawValue) }

  /// The order of the table.
  public static func < (a: LicenseCode, b: LicenseCode) -> Bool { a.rawValue < b.rawValue }
}

/// A set of licenses of one ``LicenseTable``: 512 bits.
public struct LicenseSet: Hashable, Sendable, Sequence {
  /// The most licenses a table can have.
  public static let capacity = 512

  private var bits: SIMD8<UInt64> = .zero

  /// The empty set.
  public init() {}

  /// A set of some licenses.
  public init(_ codes: some Sequence<LicenseCode>) {
    for code in codes { insert(code) }
  }

  /// Whether it holds nothing.
  public var isEmpty: Bool { bits == .zero }

  /// Whether it holds a license.
  public func contains(_ code: LicenseCode) -> Bool {
    bits[code.index >> 6] >> UInt64(code.index & 63) & 1 == 1
  }

  /// Adds a license.
  public mutating func insert(_ code: LicenseCode) { bits[code.index >> 6] |= 1 << UInt64(code.index & 63) }

  /// Takes a license out.
  public mutating func remove(_ code: LicenseCode) {
    bits[code.index >> 6] &= ~(1 << UInt64(code.index & 63))
  }

  /// Adds all of another set.
  public mutating func formUnion(_ other: LicenseSet) { bits |= other.bits }

  /// What either holds.
  public func union(_ other: LicenseSet) -> LicenseSet {
    var sum = self
    sum.bits |= other.bits
    return sum
  }

  /// What both hold.
  public func intersection(_ other: LicenseSet) -> LicenseSet {
    var both = self
    both.bits &= other.bits
    return both
  }

  /// What this holds and the other does not.
  public func subtracting(_ other: LicenseSet) -> LicenseSet {
    var rest = self
    rest.bits &= ~other.bits
    return rest
  }

  /// Whether every license of it is in the other.
  public func isSubset(of other: LicenseSet) -> Bool { subtracting(other).isEmpty }

  /// Its licenses in the order of the table.
  public func makeIterator() -> Iterator { Iterator(bits: bits) }

  /// Walks over the set bits.
  public struct Iterator: IteratorProtocol {
    var bits: SIMD8<UInt64>
    var word = 0

    /// The next license.
    public mutating func next() -> LicenseCode? {
      while word < 8 {
        let value = bits[word]
        if value != 0 {
          let bit = value.trailingZeroBitCount
          bits[word] = value & (value - 1)
          return LicenseCode(word << 6 | bit)
        }
        word += 1
      }
      return nil
    }
  }
}
