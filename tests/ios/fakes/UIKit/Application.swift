// Signatures as in UIApplication.h, UIScreen.h, UIWindow.h, UIWindowScene.h, UIAccessibility.h and UIAccessibilityConstants.h of the
// iOS 18 SDK.

@MainActor @preconcurrency open class UIResponder: NSObject {
    public override nonisolated init() {}
    open func accessibilityPerformEscape() -> Bool { false }
}
public enum UIInterfaceOrientation: Int, Sendable {
    case unknown
    case portrait
    case portraitUpsideDown
    case landscapeRight
    case landscapeLeft
}
@MainActor @preconcurrency open class UIScene: UIResponder {}
@MainActor @preconcurrency open class UIWindowScene: UIScene {
    open var interfaceOrientation = UIInterfaceOrientation.portrait
    public let screen = UIScreen()
}
@MainActor @preconcurrency open class UIScreen: NSObject {
    open var brightness: CGFloat = 0.4
}
@MainActor @preconcurrency open class UIApplication: UIResponder {
    public struct OpenExternalURLOptionsKey: Hashable, RawRepresentable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }
    public static let shared = UIApplication()
    public static nonisolated var openSettingsURLString: String { "app-settings:" }
    public static nonisolated var didEnterBackgroundNotification: Notification.Name { Notification.Name("background") }
    public static nonisolated var willEnterForegroundNotification: Notification.Name { Notification.Name("foreground") }
    open var isIdleTimerDisabled = false
    /// What was opened.
    public var opened: [URL] = []
    open func open(
        _ url: URL, options: [OpenExternalURLOptionsKey: Any],
        completionHandler completion: (@MainActor @Sendable (Bool) -> Void)?
    ) { opened.append(url) }
}
public struct UIAccessibilityTraits: OptionSet, Sendable {
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public static let header = UIAccessibilityTraits(rawValue: 1)
    public static let image = UIAccessibilityTraits(rawValue: 2)
}
@MainActor public enum UIAccessibility {
    public struct Notification: Hashable, RawRepresentable, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let announcement = Notification(rawValue: 1008)
    }
    public static var isVoiceOverRunning = false
    /// What VoiceOver was to say, with `...` before what waits its turn.
    public static var said: [String] = []
    public static func post(notification: Notification, argument: Any?) {
        guard let text = argument as? NSAttributedString else { return }
        let attributes = text.attributes(at: 0, effectiveRange: nil)
        let waits = attributes[.accessibilitySpeechQueueAnnouncement] as? Bool == true
        let language = attributes[.accessibilitySpeechLanguage] as? String ?? "?"
        said.append("\(waits ? "..." : "")\(language): \(text.string)")
    }
}
extension NSAttributedString.Key {
    public static let accessibilitySpeechLanguage = NSAttributedString.Key("language")
    public static let accessibilitySpeechQueueAnnouncement = NSAttributedString.Key("queue")
}
