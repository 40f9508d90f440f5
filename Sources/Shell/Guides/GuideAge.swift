import Domain
import GuideFormat
import Phrases

/// Says how old a guide is: its version, until when it counts as fresh, with a warning from then on, and of when the oldest
/// source of its facts is.
struct GuideAge {
  let guide: Guide
  let phrases: Phrases
  let today: CivilDate

  func show(on screen: Screen) {
    let review = guide.reviewBy
    if let day = CivilDate(year: review.year, month: review.month, day: review.day) {
      let arguments = ["version": String(guide.version), "day": day.slashed]
      let isOld = today >= day
      screen.show(phrases(isOld ? "open.old" : "open.age", arguments), isOld ? .warning : .faint)
    }
    if let seen = guide.oldestSource { screen.show(phrases("open.oldest", ["seen": seen.slashed]), .faint) }
  }
}
