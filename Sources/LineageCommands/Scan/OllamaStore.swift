import Foundation
import LineageCore
import LineageSnapshot

/// Ollama's store: `manifests/host/owner/name/tag` lists layers, and `blobs/sha256-…` holds them.
struct OllamaStore {
  let root: String

  /// One tag of a model and its layers.
  struct Tag {
    let id: String
    /// The manifest, relative to the store.
    let manifest: String
    /// Kind and file of each layer that is looked at, relative to the store.
    var layers: [(kind: LocalFile, file: String)] = []
    /// What is wrong with the manifest; nil if nothing is.
    var problem: String?
  }

  /// The tags, in byte order of their manifests.
  func tags() -> [Tag] {
    manifests([]).map { parts in
      // Under `hf.co` stand repositories of the Hub; any other name is only Ollama's.
      let isHub = ["hf.co", "huggingface.co"].contains(parts[0])
      let name = parts[parts.count - 2]
      let owner = parts.count >= 4 ? parts[parts.count - 3] : "library"
      let file = "manifests/" + parts.joined(separator: "/")
      return read(Tag(id: (isHub ? "" : "ollama:") + owner + "/" + name, manifest: file))
    }
  }

  private func manifests(_ parts: [String]) -> [[String]] {
    let folder = ([root, "manifests"] + parts).joined(separator: "/")
    guard parts.count <= 6, let listing = try? FolderListing(folder) else { return [] }
    let here = parts.count >= 2 ? listing.files.map { parts + [$0] } : []
    return here + listing.folders.flatMap { manifests(parts + [$0]) }
  }

  private func read(_ tag: Tag) -> Tag {
    var tag = tag
    do {
      let text = try PlacedFile(root + "/" + tag.manifest).beginning(1 << 20)
      let value = try text.withUnsafeBytes { try JSONCursor.value(of: $0) }
      guard let layers = value["layers"]?.elements else {
        tag.problem = "it lists no layers"
        return tag
      }
      for layer in layers {
        guard let digest = layer["digest"]?.text, let file = Self.blob(digest) else { continue }
        switch layer["mediaType"]?.text {
        case "application/vnd.ollama.image.model", "application/vnd.ollama.image.adapter":
          tag.layers.append((.gguf, file))
        case "application/vnd.ollama.image.license": tag.layers.append((.license, file))
        default: continue
        }
      }
    } catch let fault as JSONFault {
      tag.problem = "byte \(fault.offset): \(fault.reason)"
    } catch {
      tag.problem = error.localizedDescription
    }
    return tag
  }

  /// The file of a digest; nil for what is none, so that no manifest leads out of the store.
  private static func blob(_ digest: String) -> String? {
    let parts = digest.split(separator: ":")
    guard parts.count == 2, parts[0] == "sha256", parts[1].count == 64, parts[1].allSatisfy(\.isHexDigit)
    else {
      return nil
    }
    return "blobs/sha256-" + parts[1]
  }
}
