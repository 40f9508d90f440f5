import Domain
import GuideFormat

/// The guides' readers against whatever bytes: they end, and every fault has a place in its file.
///
/// The input is cut at lines of `---` into `guide.yaml`, `en.yaml`, `walks.yaml` and `blockers.yaml`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGuides(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let parts = text.split(separator: "\n---\n", omittingEmptySubsequences: false).map(String.init)
  let names = ["a/guide.yaml", "a/en.yaml", "a/walks.yaml", "blockers.yaml", "blockers.en.yaml"]
  let files = Dictionary(uniqueKeysWithValues: zip(names, parts))
  let (sites, _) = SiteTable.read(parts.last ?? "")
  let review = GuideReview(today: GuideDate("2026-11-21"), sites: sites)
  let (catalogue, faults) = Catalogue.review(files, review)
  for fault in faults { precondition(fault.line >= 1 && fault.column >= 1 && !fault.found.contains("\u{1B}")) }
  for guide in catalogue.guides {
    var walk = Walk(guide, in: catalogue)
    var steps = 0
    while let place = walk.current, walk.ending == nil {
      steps += 1
      precondition(steps < 100_000, "a walk without an end")
      let action: WalkEvent.Action =
        switch place.step.kind {
        case .ask(let choices): .answer(choices[0].id)
        case .record: .recorded("")
        case .papers: .ticked([])
        default: .done
        }
      guard (try? walk.apply(WalkEvent(action, at: place.path))) != nil else { break }
    }
  }
  return 0
}
