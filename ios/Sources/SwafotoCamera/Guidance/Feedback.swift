#if canImport(UIKit)
    import UIKit

    /// Says and plays announcements, in the language they are written in.
    @MainActor
    final class Feedback {
        private let language: String
        private let impact = UIImpactFeedbackGenerator(style: .medium)
        private let notification = UINotificationFeedbackGenerator()

        init(language: String) { self.language = language }

        /// - Parameter waits: Said when VoiceOver has said what it is saying, as it does when a screen comes or goes. A hint
        ///   does not wait, but for a question: the hint before it is stale.
        func play(_ announcement: Announcement, waits: Bool) {
            if let text = announcement.text {
                let attributes: [NSAttributedString.Key: Any] = [
                    .accessibilitySpeechLanguage: language, .accessibilitySpeechQueueAnnouncement: waits,
                ]
                UIAccessibility.post(
                    notification: .announcement, argument: NSAttributedString(string: text, attributes: attributes))
            }
            switch announcement.haptic {
            case .closer: impact.impactOccurred()
            case .hold: notification.notificationOccurred(.warning)
            case .done: notification.notificationOccurred(.success)
            case nil: break
            }
        }
    }
#endif
