/// Placeholder until merge.
public struct FamilyCode: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
}
public struct FamilyLabel: Hashable, Sendable {
  public let family: String
  public let subfamily: String
  public let developer: String
  public let region: String
  public let kind: FamilyKind
  public init(family: String, subfamily: String, developer: String, region: String, kind: FamilyKind) {
    self.family = family
    self.subfamily = subfamily
    self.developer = developer
    self.region = region
    self.kind = kind
  }
}
public enum FamilyKind: String, Sendable, CaseIterable {
  case language
  case visionLanguage = "vision-language"
  case encoder, embedding, image, video, audio, translation, robotics, other
}
public struct Family: Sendable {
  public let id: String
  public let english: String
  public let korean: String
  public init(id: String, english: String, korean: String) {
    (self.id, self.english, self.korean) = (id, english, korean)
  }
}
public struct FamilyTable: Sendable {
  public let families: [Family]
  public let labels: [FamilyLabel]
  public init(families: [Family], labels: [FamilyLabel]) {
    self.families = families
    self.labels = labels
  }
  public subscript(code: FamilyCode) -> FamilyLabel { labels[Int(code.rawValue)] }
}
