import Swafoto

/// Puts turns in the order in which they are drawn. A frame's turn may come after that of a later call: it is said, felt and
/// carried out all the same, but what is on show is not replaced by what is older.
struct TurnOrder: Sendable {
    private var screen: (serial: UInt64, shown: SelfieScreen)?
    private var overlay: (serial: UInt64, shown: [ScreenShape]) = (0, [])

    /// Whether the person is reading why it ended.
    var waits: Bool { screen?.shown.waits ?? false }

    /// The turn without what is older than what is on show.
    mutating func take(_ turn: SelfieTurn) -> SelfieTurn {
        // Not held against every turn before it: one that changed nothing does not make its screen stale.
        let next = turn.serial > screen?.serial ?? 0 ? turn.screen : nil
        if let next { screen = (turn.serial, next) }
        if turn.serial > overlay.serial { overlay = (turn.serial, turn.overlay) }
        return SelfieTurn(
            serial: turn.serial, screen: next, overlay: overlay.shown, say: turn.say, feel: turn.feel,
            commands: turn.commands, steps: turn.steps)
    }
}
