extension GuideID {
  /// The name that a `guide.yaml` gives itself; nil where it gives none that is sound.
  package init?(inFile text: String) {
    let log = FaultLog(file: "")
    guard let node = SourceTree.read(text, log: log)?["id"], let id = Fields.id(node, log: log) else { return nil }
    self.init(rawValue: id)
  }

  /// A guide's name; nil for a text that cannot be one.
  package init?(checking text: String) {
    let node = SourceNode(content: .text(text, isQuoted: true), position: .start)
    guard Fields.id(node, log: FaultLog(file: "")) != nil else { return nil }
    self.init(rawValue: text)
  }
}
