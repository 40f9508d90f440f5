/// What a list of administrative units changed.
package struct UnitReport: Hashable, Sendable {
  /// A unit whose name or kind is another now.
  package struct Renaming: Hashable, Sendable {
    package let code: UnitCode
    package let before: AdministrativeUnit.State
    package let after: AdministrativeUnit.State
  }

  /// Units that were not known before.
  package internal(set) var added: [UnitCode] = []
  /// Units with another name or kind.
  package internal(set) var renamed: [Renaming] = []
  /// Units below another parent now.
  package internal(set) var moved: [UnitCode] = []
  /// Units that ended with no word of what they became part of.
  package internal(set) var ended: [UnitCode] = []
  /// Units that became part of another.
  package internal(set) var merged: [UnitCode] = []
  /// Units that had ended and are there again.
  package internal(set) var returned: [UnitCode] = []
  /// How many units of the list are as they were.
  package internal(set) var unchanged = 0
}
