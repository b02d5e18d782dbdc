/// The addresses of all models of a site: ``SiteAddress/init(plain:)``, except where two would be one folder on a
/// file system without letter case.
///
/// Who was seen first keeps the plain address for good; a later twin gets `~` and six hex digits of its id's
/// SHA-256. The same holds for owners' folders.
public struct AddressBook: Sendable {
  private var exceptions: [String: SiteAddress] = [:]
  private var ownerFolders: [String: String] = [:]
  private var takenOwners: [String: String] = [:]
  private var taken: [String: String] = [:]
  /// Ids whose folded address was wanted by more than one, by folded plain address, in the order seen.
  private var twins: [String: [String]] = [:]

  /// An empty book.
  public init() {}

  /// A book in which ids were seen all at once: in byte order.
  ///
  /// - Complexity: O(bytes log ids) time, O(bytes) space.
  public init(_ ids: some Sequence<String>) {
    for id in ids.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) { add(id) }
  }

  /// Adds an id after all others, unless it is there.
  ///
  /// - Complexity: O(bytes) expected.
  public mutating func add(_ id: String) {
    let plain = SiteAddress(plain: id)
    let wanted = plain.folded
    if exceptions[id] != nil || taken[wanted] == id { return }
    let owner = folder(ofOwner: plain.owner)
    var address = SiteAddress(owner: owner, name: plain.name)
    if let first = taken[address.folded] ?? taken[wanted] {
      twins[wanted, default: [first]].append(id)
    }
    let digest = PathSegment.digest(id)
    var digits = 6
    while taken[address.folded] != nil, digits <= 64 {
      address = SiteAddress(owner: owner, name: plain.name + "~" + digest.prefix(digits))
      digits *= 2
    }
    taken[address.folded] = id
    if address != plain { exceptions[id] = address }
  }

  /// The address of an id; its plain one if the book does not have it.
  ///
  /// - Complexity: O(bytes) expected.
  public func address(of id: String) -> SiteAddress { exceptions[id] ?? SiteAddress(plain: id) }

  /// The other ids that differ from an id in letter case alone, in the order seen.
  ///
  /// - Complexity: O(bytes) expected.
  public func twins(of id: String) -> [String] {
    (twins[SiteAddress(plain: id).folded] ?? []).filter { $0 != id }
  }

  private mutating func folder(ofOwner plain: String) -> String {
    if let known = ownerFolders[plain] { return known }
    var folder = plain
    let digest = PathSegment.digest(plain)
    var digits = 6
    while let other = takenOwners[folder.lowercased()], other != plain, digits <= 64 {
      folder = plain + "~" + digest.prefix(digits)
      digits *= 2
    }
    takenOwners[folder.lowercased()] = plain
    ownerFolders[plain] = folder
    return folder
  }
}
