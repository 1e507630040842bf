import Swafoto

/// What the screen says, asks and lets the person do.
public struct ScreenNotice: Equatable, Sendable {
    /// What a button does, beside the one that closes.
    public enum Action: Equatable, Sendable {
        case allowCamera, openSettings, tryAgain

        /// What stands on the button.
        public var text: ScreenText {
            switch self {
            case .allowCamera: .continue
            case .openSettings: .openSettings
            case .tryAgain: .tryAgain
            }
        }
    }

    /// Nothing where there is nothing new to say: then what was said last still holds. Empty where `question` says it all.
    public let text: String?
    /// What the person is asked beside it, while guidance goes on.
    public let question: CoveringQuestion?
    /// Nothing where waiting or closing is all there is to do.
    public let action: Action?
    /// Whether the person may go back. Not before iOS has asked them about the camera: App Review wants no way around its
    /// question (guideline 5.1.1).
    public let mayClose: Bool

    public init(_ screen: SelfieScreen, words: ScreenWords) {
        let (text, action): (String?, Action?) =
            switch screen {
            case .preparing: (words[.preparing], nil)
            case .live(let guidance): (Self.text(of: guidance.update, words: words), nil)
            case .needsPermission(.granted): (words[.preparing], nil)
            case .needsPermission(.notAsked): (words[.permissionExplanation], .allowCamera)
            case .needsPermission(.denied): (words[.permissionInSettings], .openSettings)
            case .needsPermission(.restricted): (words[.permissionRestricted], nil)
            case .cameraUnusable(.noFrontCamera): (words[.noFrontCamera], nil)
            case .cameraUnusable(.failed): (words[.cameraFailed], .tryAgain)
            case .interrupted(.inBackground): (words[.inBackground], nil)
            case .interrupted(.usedByAnother): (words[.usedByAnother], nil)
            case .interrupted(.sharedScreen): (words[.sharedScreen], nil)
            case .interrupted(.tooHot): (words[.tooHot], nil)
            case .interrupted(.unknown): (words[.interrupted], nil)
            case .ended(let result): (Self.text(of: result, words: words), nil)
            }
        self.text = text
        question = CoveringQuestion(screen, words: words)
        self.action = action
        mayClose = screen != .needsPermission(.notAsked)
    }

    private static func text(of update: SessionUpdate, words: ScreenWords) -> String? {
        let help = update.help.isEmpty ? nil : words[update.help]
        let text = [update.hintBesideQuestion.map { words[$0] }, help].compactMap { $0 }
        return update.hint == nil && text.isEmpty ? nil : text.joined(separator: "\n")
    }

    private static func text(of result: SelfieResult, words: ScreenWords) -> String {
        switch result {
        case .accepted: words[.accepted]
        case .forReview(_, let reasons): words[.forReview] + "\n" + words[reasons]
        case .blocked(let reasons): words[.blocked] + "\n" + words[reasons]
        case .timedOut: words[.timedOut]
        case .cameraFailed: words[.cameraFailed]
        case .cancelled, .cameraUnusable, .permissionMissing: words[.cancelled]
        case .failed: words[.failed]
        }
    }
}
