import Foundation
import Swafoto

/// What the screen says beside the hints; the keys of `Swafoto.strings`.
public enum ScreenText: String, CaseIterable, Sendable {
    case title
    case preview
    case preparing
    case permissionExplanation = "permission-explanation"
    case permissionInSettings = "permission-in-settings"
    case permissionRestricted = "permission-restricted"
    case noFrontCamera = "no-front-camera"
    case cameraFailed = "camera-failed"
    case inBackground = "in-background"
    case usedByAnother = "used-by-another"
    case sharedScreen = "shared-screen"
    case tooHot = "too-hot"
    case interrupted
    case accepted
    case forReview = "for-review"
    case blocked
    case timedOut = "timed-out"
    case cancelled
    case failed
    /// Before iOS's own question, beside which App Review wants no "Allow".
    case `continue`
    case openSettings = "open-settings"
    case tryAgain = "try-again"
    case close
}

/// All words of the screen in one language: hints and question from the core's catalogue, the rest from `Swafoto.strings`.
public struct ScreenWords: Sendable {
    /// The language of all of them.
    public let language: Language
    private let texts: [String: String]

    /// - Parameter language: By the app's own language where nothing is said, so that a screen never mixes two.
    public init(language: Language = ScreenWords.appLanguage) {
        self.language = language
        let bundle = Bundle.module
        let folder = bundle.path(forResource: language.folder, ofType: "lproj").flatMap(Bundle.init(path:)) ?? bundle
        texts = Dictionary(
            uniqueKeysWithValues: ScreenText.allCases.map { key in
                (key.rawValue, folder.localizedString(forKey: key.rawValue, value: nil, table: "Swafoto"))
            })
    }

    /// The language iOS chose among ours for this app; Indonesian where it chose none.
    public static var appLanguage: Language {
        Bundle.module.preferredLocalizations.lazy.compactMap(Language.init(tag:)).first ?? .indonesian
    }

    public subscript(text: ScreenText) -> String { texts[text.rawValue] ?? text.rawValue }

    /// The instruction in words.
    public subscript(hint: Hint) -> String { hint.text(in: language) }

    /// The question whether the person covers their head, and what belongs to it.
    public subscript(text: CoveringText) -> String { text.text(in: language) }

    /// Why the rules matter and what holds them up, one a line.
    public subscript(rules: [RuleId]) -> String { rules.map { $0.reason(in: language) }.joined(separator: "\n") }
}

extension Language {
    /// The folder of the texts in this language, which is its BCP 47 tag.
    var folder: String { tag }
}
