import Swafoto

/// What a person feels who does not see the screen.
public enum Haptic: Equatable, Sendable {
    /// Come closer.
    case closer
    /// All is well: stay like that.
    case hold
    /// The photo was taken.
    case done
}

/// What to say and to let the person feel, now and once.
public struct Announcement: Equatable, Sendable {
    /// To be spoken; nothing where there is nothing new to say.
    public let text: String?
    /// Nothing where there is nothing to feel.
    public let haptic: Haptic?
}

/// Turns what the screen shows into announcements: each hint once, not again while it stays; help and question once;
/// each notice once; the state's haptics when it begins. It says only what the screen says.
public struct Announcer: Sendable {
    private let words: ScreenWords
    private var hint: Hint?
    private var help: [RuleId] = []
    private var asks = false
    private var state: SessionState?
    private var notice: String?

    public init(words: ScreenWords) { self.words = words }

    /// What is new on the screen; nothing where nothing is.
    public mutating func hear(_ screen: SelfieScreen) -> Announcement? {
        guard case .live(let guidance) = screen else { return hear(notice: screen) }
        notice = nil
        let update = guidance.update
        // A frame without a hint is no news: what was said last still holds.
        let newHint = update.hint == hint ? nil : update.hint
        let newHelp = update.help == help ? [] : update.help
        let newQuestion = update.askCovering && !asks
        hint = newHint ?? hint
        help = newHelp.isEmpty ? help : newHelp
        asks = update.askCovering
        let begins = update.state == state ? nil : update.state
        state = update.state
        let text = [
            newQuestion ? words[.question] : nil,
            newHint == nil ? nil : update.hintBesideQuestion.map { words[$0] },
            newHelp.isEmpty ? nil : words[newHelp],
        ].compactMap { $0 }
        let haptic: Haptic? =
            switch (begins, newHint) {
            case (.accepted, _): .done
            case (.holding, _): .hold
            case (_, .moveCloser): .closer
            default: nil
            }
        guard !text.isEmpty || haptic != nil else { return nil }
        return Announcement(text: text.isEmpty ? nil : text.joined(separator: "\n"), haptic: haptic)
    }

    private mutating func hear(notice screen: SelfieScreen) -> Announcement? {
        // Whoever comes back from a notice needs hint and question again: they were interrupted.
        hint = nil
        asks = false
        let text = ScreenNotice(screen, words: words).text
        guard text != notice else { return nil }
        notice = text
        // The end may replace the last guidance before anybody hears of it.
        let accepted = if case .ended(.accepted) = screen { state != .accepted } else { false }
        return Announcement(text: text, haptic: accepted ? .done : nil)
    }
}
