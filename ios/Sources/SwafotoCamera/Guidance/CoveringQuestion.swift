import Swafoto

/// The question whether the person covers their head for faith or health, in the core's words.
public struct CoveringQuestion: Equatable, Sendable {
    public let question: String
    /// The button for those who do.
    public let yes: String
    /// The button for those who do not.
    public let no: String
    /// What follows from yes, below the buttons.
    public let note: String

    /// Nothing while the session does not ask.
    public init?(_ screen: SelfieScreen, words: ScreenWords) {
        guard case .live(let guidance) = screen, guidance.update.askCovering else { return nil }
        (question, yes, no, note) = (words[.question], words[.yes], words[.no], words[.note])
    }
}

extension SessionUpdate {
    /// The hint in as far as it is not the question that is asked anyway.
    var hintBesideQuestion: Hint? { askCovering && hint == .askCovering ? nil : hint }
}
