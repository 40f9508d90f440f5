import SyncCore
import Testing

@Suite struct BatchBudgetTests {
  @Test func growsWhileAnswersComeQuicklyAndStopsAtTheLargest() {
    var budget = BatchBudget()
    #expect(budget.bytes == BatchBudget.first)
    budget.answered(milliseconds: BatchBudget.quick)
    #expect(budget.bytes == 2 * BatchBudget.first)
    for _ in 0..<10 { budget.answered(milliseconds: 1) }
    #expect(budget.bytes == BatchBudget.largest)
  }

  @Test func isHalvedByASlowAnswerOrNoneAndStopsAtTheSmallest() {
    var budget = BatchBudget()
    budget.answered(milliseconds: BatchBudget.slow + 1)
    #expect(budget.bytes == BatchBudget.first / 2)
    budget.cut()
    #expect(budget.bytes == BatchBudget.smallest)
    budget.cut()
    #expect(budget.bytes == BatchBudget.smallest)
  }

  @Test func staysWhileAnswersAreNeitherQuickNorSlow() {
    var budget = BatchBudget()
    budget.answered(milliseconds: BatchBudget.quick + 1)
    budget.answered(milliseconds: BatchBudget.slow)
    #expect(budget.bytes == BatchBudget.first)
    #expect(BatchBudget(bytes: 0).bytes == BatchBudget.smallest)
    #expect(BatchBudget(bytes: .max).bytes == BatchBudget.largest)
  }
}
