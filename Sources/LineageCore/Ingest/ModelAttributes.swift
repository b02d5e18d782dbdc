/// What is known of one model: what a row says, and after normalising what all rows say together.
///
/// 56 bytes, because a snapshot of the Hub has three million: absent values are marked inside their fields.
public struct ModelAttributes: Sendable, Hashable, BitwiseCopyable {
  private var createdDays = Self.noDay
  private var deletedDays = Self.noDay
  private var licenseText = UInt32.max
  private var licenseNameText = UInt32.max
  private var licenseLinkText = UInt32.max
  private var taskText = UInt32.max
  private var libraryText = UInt32.max
  private var likeCount = Self.noLikes
  private var downloadCount = Self.noCount
  private var allDownloadCount = Self.noCount
  private var familyCode = UInt16.max
  private var flags: Flags

  private static let noDay = Int32.min
  private static let noCount = Int64.min
  private static let noLikes = UInt32.max

  private struct Flags: OptionSet, Hashable, BitwiseCopyable {
    let rawValue: UInt8
    static let present = Flags(rawValue: 1)
    static let predatesClock = Flags(rawValue: 2)
    static let hasCard = Flags(rawValue: 4)
    static let gated = Flags(rawValue: 8)
    static let gatedIsKnown = Flags(rawValue: 16)
  }

  /// A model of which only its presence is known.
  public init(present: Bool) { flags = present ? .present : [] }

  /// Whether the model is in the snapshot; otherwise it is a ghost.
  public var present: Bool {
    get { flags.contains(.present) }
    set { set(.present, newValue) }
  }

  /// Day of creation; nil when unknown.
  public var created: Day? {
    get { Self.day(createdDays) }
    set { createdDays = newValue?.daysSince1970 ?? Self.noDay }
  }

  /// True when the Hub dated it to the start of its clock: older than that, and ``created`` is nil.
  public var predatesClock: Bool {
    get { flags.contains(.predatesClock) }
    set { set(.predatesClock, newValue) }
  }

  /// Day on which it was seen to be deleted; nil if it was not.
  public var deleted: Day? {
    get { Self.day(deletedDays) }
    set { deletedDays = newValue?.daysSince1970 ?? Self.noDay }
  }

  /// Whether something was read that could have declared a license: a card, a Hub record, or a table with a license
  /// column. Without one, no license means unknown; with one, it means none declared.
  public var hasCard: Bool {
    get { flags.contains(.hasCard) }
    set { set(.hasCard, newValue) }
  }

  /// The license label as declared; several are joined by ", ".
  public var license: TextID? {
    get { Self.text(licenseText) }
    set { licenseText = newValue?.rawValue ?? .max }
  }

  /// The card's `license_name`.
  public var licenseName: TextID? {
    get { Self.text(licenseNameText) }
    set { licenseNameText = newValue?.rawValue ?? .max }
  }

  /// The card's `license_link`.
  public var licenseLink: TextID? {
    get { Self.text(licenseLinkText) }
    set { licenseLinkText = newValue?.rawValue ?? .max }
  }

  /// The Hub's `pipeline_tag`.
  public var task: TextID? {
    get { Self.text(taskText) }
    set { taskText = newValue?.rawValue ?? .max }
  }

  /// The Hub's `library_name`.
  public var library: TextID? {
    get { Self.text(libraryText) }
    set { libraryText = newValue?.rawValue ?? .max }
  }

  /// Downloads in the last 30 days; nil when unknown.
  public var downloads: Int64? {
    get { downloadCount == Self.noCount ? nil : downloadCount }
    set { downloadCount = newValue ?? Self.noCount }
  }

  /// Downloads since the Hub counts them; nil when unknown.
  public var downloadsAll: Int64? {
    get { allDownloadCount == Self.noCount ? nil : allDownloadCount }
    set { allDownloadCount = newValue ?? Self.noCount }
  }

  /// Likes, from 0 to 4,294,967,294; nil when unknown.
  public var likes: Int64? {
    get { likeCount == Self.noLikes ? nil : Int64(likeCount) }
    set { likeCount = newValue.map { min(UInt32(clamping: $0), Self.noLikes - 1) } ?? Self.noLikes }
  }

  /// Whether files need an agreement before download; nil when unknown.
  public var gated: Bool? {
    get { flags.contains(.gatedIsKnown) ? flags.contains(.gated) : nil }
    set {
      set(.gatedIsKnown, newValue != nil)
      set(.gated, newValue == true)
    }
  }

  /// The family by id rules; nil if none fits.
  public var family: FamilyCode? {
    get { familyCode == .max ? nil : FamilyCode(rawValue: familyCode) }
    set { familyCode = newValue?.rawValue ?? .max }
  }

  /// Adds what a later row says: the earliest date stays; of everything else the latest row that states it counts.
  mutating func merge(_ later: ModelAttributes) {
    if later.createdDays != Self.noDay {
      createdDays = createdDays == Self.noDay ? later.createdDays : min(createdDays, later.createdDays)
    }
    if later.licenseText != .max { licenseText = later.licenseText }
    if later.licenseNameText != .max { licenseNameText = later.licenseNameText }
    if later.licenseLinkText != .max { licenseLinkText = later.licenseLinkText }
    if later.taskText != .max { taskText = later.taskText }
    if later.libraryText != .max { libraryText = later.libraryText }
    if later.downloadCount != Self.noCount { downloadCount = later.downloadCount }
    if later.allDownloadCount != Self.noCount { allDownloadCount = later.allDownloadCount }
    if later.likeCount != Self.noLikes { likeCount = later.likeCount }
    if let gated = later.gated { self.gated = gated }
    flags.formUnion(later.flags.intersection([.predatesClock, .hasCard]))
    if predatesClock { createdDays = Self.noDay }
  }

  /// The same with the texts of another table.
  public mutating func mapTexts(_ map: (TextID) -> TextID?) {
    func mapped(_ text: UInt32) -> UInt32 {
      text == .max ? .max : map(TextID(rawValue: text))?.rawValue ?? .max
    }
    licenseText = mapped(licenseText)
    licenseNameText = mapped(licenseNameText)
    licenseLinkText = mapped(licenseLinkText)
    taskText = mapped(taskText)
    libraryText = mapped(libraryText)
  }

  private mutating func set(_ flag: Flags, _ value: Bool) {
    if value { flags.insert(flag) } else { flags.remove(flag) }
  }

  private static func day(_ days: Int32) -> Day? { days == noDay ? nil : Day(daysSince1970: days) }

  private static func text(_ id: UInt32) -> TextID? { id == .max ? nil : TextID(rawValue: id) }
}
