extension LinkJudge {
  /// The official name, or state suffix, that stands in a text where it decides nothing.
  func named(in text: String) -> String? {
    let words = text.lowercased()
    if let name = officialNames.first(where: { words.contains($0) }) { return name }
    return stateSuffixes.first { suffix in
      words.contains("." + suffix + ".") || words.hasPrefix(suffix + ".")
        || words.contains("." + suffix.replacing(".", with: "-"))
    }
  }

  /// The country's end, where it stands before a hyphen as if the name ended there: `nganhang.vn-dangnhap.example`.
  func country(inFrontOf labels: [Substring]) -> String? {
    let country = StateSuffix.country
    guard labels.last.map(String.init) != country else { return nil }
    // In front of a site's own name stands “www” or “m”.
    let isInFront = zip(labels, labels.dropFirst()).contains { front, label in
      label.hasPrefix(country + "-") && front.count > 1 && front != "www"
    }
    return isInFront ? country : nil
  }

  /// The official name, or state suffix, that the name of a site resembles to an eye in a hurry: by a telling label somewhere in
  /// it, by a letter or two, or because it ends like a state body's (`bocongan-gov.vn`).
  func resembled(_ location: WebLocation) -> String? {
    let labels = Confusables.skeleton(location.host).split(separator: ".").map { String($0.filter { $0 != "-" }) }
    for (telling, name) in tellingLabels {
      for label in labels where label.count >= telling.count - 1 {
        if label.contains(telling) { return name }
        if EditDistance.between(label, telling, atMost: telling.count > 6 ? 2 : 1) != nil { return name }
      }
    }
    let own = Confusables.skeleton(String(location.owner.prefix { $0 != "." }))
    return stateSuffixes.first { suffix in
      let parts = suffix.split(separator: ".", maxSplits: 1)
      guard parts.count == 2, location.host != suffix else { return false }
      return location.host.hasSuffix("." + parts[1]) && own.hasSuffix(parts[0])
    }
      // "xgovvn", "cvgov": the suffix pushed together with something else.
      ?? stateSuffixes.first { suffix in
        let state = suffix.filter { $0 != "." }
        return labels.contains { $0.contains(state) }
      }
  }

  /// The official name, or state suffix, that is a part of the path, or a value behind it, of somebody else's site:
  /// `example.com/dichvucong-gov-vn`. In a longer part, such as the title of an article, it is only spoken of, and in a search it
  /// is what somebody looks for.
  func namedBehind(_ location: WebLocation) -> String? {
    for part in location.parts where part.key != "q" {
      let site = part.value.drop { $0 == "@" }
      let value = site.hasPrefix("www.") ? site.dropFirst(4) : site
      let isName = value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) }
      guard isName, value.contains(where: { ".-".contains($0) }) else { continue }
      let spelled = value.replacing(".", with: "-")
      if let name = officialNames.first(where: { $0.replacing(".", with: "-") == spelled }) { return name }
      if let suffix = stateSuffixes.first(where: { value == $0 || value.hasSuffix("." + $0) }) { return suffix }
    }
    return nil
  }
}
