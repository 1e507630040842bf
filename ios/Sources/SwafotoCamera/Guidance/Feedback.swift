#if canImport(UIKit)
    import UIKit

    /// Says and plays announcements.
    @MainActor
    final class Feedback {
        private let impact = UIImpactFeedbackGenerator(style: .medium)
        private let notification = UINotificationFeedbackGenerator()

        func play(_ announcement: Announcement) {
            if let text = announcement.text { UIAccessibility.post(notification: .announcement, argument: text) }
            switch announcement.haptic {
            case .closer: impact.impactOccurred()
            case .hold: notification.notificationOccurred(.warning)
            case .done: notification.notificationOccurred(.success)
            case nil: break
            }
        }
    }
#endif
