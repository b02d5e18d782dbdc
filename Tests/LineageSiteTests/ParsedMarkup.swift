import Foundation
import FoundationXML

/// A document as an XML parser reads it, for checks on what was written.
final class ParsedMarkup: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// Position in the list of elements; nil for the root.
    let parent: Int?
    var text = ""
    var children: [Int] = []
  }

  private(set) var elements: [Element] = []
  /// What the parser complained about; nil for a well-formed document.
  private(set) var failure: String?
  private var open: [Int] = []

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() { failure = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "?")" }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
  func children(of element: Element) -> [Element] { element.children.map { elements[$0] } }
  func values(of attribute: String) -> [String] { elements.compactMap { $0.attributes[attribute] } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if let parent = open.last { elements[parent].children.append(elements.count) }
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes, parent: open.dropLast().last))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    for i in open { elements[i].text += string }
  }
}
