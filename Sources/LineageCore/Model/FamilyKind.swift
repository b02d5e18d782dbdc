/// What the models of a family make, and from what.
public enum FamilyKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// Text from text: decoders, and encoder-decoders such as T5.
  case language
  /// Text from text and images.
  case visionLanguage = "vision-language"
  /// Reads text and makes none: BERT and its kin.
  case encoder
  /// Vectors, of text, images or both.
  case embedding
  /// Pictures, or answers about one picture that are no text (classes, boxes, masks, depth).
  case image
  /// Moving pictures, or answers about them.
  case video
  /// Speech, music, or the text of speech.
  case audio
  /// Text in another language.
  case translation
  /// Movements of a robot.
  case robotics
  /// Everything else, and families that hold several kinds under one name.
  case other

  /// Whether the kind belongs to the population `lm`: its models make text that was not merely translated.
  public var isGenerativeText: Bool { self == .language || self == .visionLanguage }
}

/// Where the lead developer of a family is based.
///
/// There is no region `other`: that word is kept for credit that belongs to no group.
public enum FamilyRegion: String, Hashable, Sendable, Codable, CaseIterable {
  /// Mainland China and Hong Kong.
  case china
  /// The United States.
  case us
  /// Europe as a continent, with the United Kingdom and Switzerland, without Russia.
  case eu
  /// South Korea.
  case korea
  /// Any other single country.
  case elsewhere
  /// A collaboration without a home country.
  case international
}
