import Domain

/// Checks guides that include guides: each is there, none includes itself, and none unfolds beyond measure.
struct InclusionCheck {
  /// More steps than these nobody walks.
  private static let mostSteps = 500

  private let folders: [GuideFolder]
  private let byID: [GuideID: GuideFolder]

  init(_ folders: [GuideFolder]) {
    self.folders = folders
    byID = Dictionary(folders.map { (GuideID(rawValue: $0.name), $0) }) { first, _ in first }
  }

  /// Notes what is wrong in the log of each guide.
  func run() {
    let names = byID.keys.map(\.rawValue).sorted()
    var counts: [GuideID: Int] = [:]
    for folder in folders {
      let id = GuideID(rawValue: folder.name)
      var isCircular = false
      for inclusion in folder.reader.inclusions {
        let name = inclusion.guide.rawValue
        if byID[inclusion.guide] == nil {
          let expected = EditDistance.nearest(to: name, among: names).map { [$0] } ?? []
          folder.log.report(.unknownGuide, at: inclusion.position, found: name, expected: expected)
        } else if reaches(id, from: inclusion.guide) {
          isCircular = true
          folder.log.report(.circularGuide, at: inclusion.position, found: name, names: [])
        }
      }
      for named in folder.reader.namedEnds { check(named, in: folder) }
      if !isCircular, stepCount(of: id, counts: &counts) > Self.mostSteps {
        folder.log.report(.tooManySteps, at: .start, found: folder.name, expected: ["\(Self.mostSteps)"], names: [])
      }
    }
  }

  private func check(_ named: ConditionReader.NamedEnd, in folder: GuideFolder) {
    guard let inner = byID[named.guide], inner.reader.guide != nil else { return }
    let ends = inner.reader.ends.map(\.id)
    if !ends.contains(named.end) {
      folder.log.report(.unknownEnd, at: named.position, found: named.end, expected: ends)
    }
  }

  private func reaches(_ goal: GuideID, from start: GuideID) -> Bool {
    var open = [start]
    var seen: Set<GuideID> = []
    while let id = open.popLast() {
      if id == goal { return true }
      guard seen.insert(id).inserted else { continue }
      open += byID[id]?.reader.inclusions.map(\.guide) ?? []
    }
    return false
  }

  /// How many steps a guide unfolds to, its own and those of the guides it includes; counting stops beyond measure.
  private func stepCount(of id: GuideID, counts: inout [GuideID: Int]) -> Int {
    if let count = counts[id] { return count }
    // A guide that includes itself is counted without what it includes; it is faulty anyway.
    counts[id] = 0
    guard let folder = byID[id], let guide = folder.reader.guide else { return 0 }
    var count = guide.steps.count
    for inclusion in folder.reader.inclusions {
      count = min(Self.mostSteps + 1, count + stepCount(of: inclusion.guide, counts: &counts))
    }
    counts[id] = count
    return count
  }
}

/// Which guides can be used: those without faults that include none with faults.
struct GuideSoundness {
  private let folders: [GuideFolder]
  private var broken: Set<GuideID> = []
  private var brokenInclusions: [(folder: GuideFolder, inclusion: GuideReader.Inclusion)] = []

  /// Judges folders by themselves with `isSound`, then by what they include.
  init(_ folders: [GuideFolder], isSound: (GuideFolder) -> Bool) {
    self.folders = folders
    for folder in folders where !isSound(folder) || folder.reader.guide == nil {
      broken.insert(GuideID(rawValue: folder.name))
    }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for folder in folders where contains(folder) {
        guard let inclusion = folder.reader.inclusions.first(where: { broken.contains($0.guide) }) else { continue }
        broken.insert(GuideID(rawValue: folder.name))
        brokenInclusions.append((folder, inclusion))
        isSettled = false
      }
    }
  }

  /// Whether a folder's guide can be used.
  func contains(_ folder: GuideFolder) -> Bool { !broken.contains(GuideID(rawValue: folder.name)) }

  /// The guides that can be used.
  var guides: [Guide] { folders.filter(contains).compactMap(\.reader.guide) }

  /// Notes the guides that cannot be used only because of what they include.
  func reportBrokenInclusions() {
    for (folder, inclusion) in brokenInclusions {
      folder.log.report(.brokenGuide, at: inclusion.position, found: inclusion.guide.rawValue, names: [])
    }
  }
}
