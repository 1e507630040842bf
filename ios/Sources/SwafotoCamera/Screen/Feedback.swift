#if canImport(UIKit) && canImport(AVFoundation)
    import AVFoundation
    import Swafoto
    import UIKit

    /// Says what is to be said, by VoiceOver where it runs, and lets the person feel what is to be felt.
    @MainActor
    final class Feedback {
        private let impact = UIImpactFeedbackGenerator(style: .medium)
        private let notification = UINotificationFeedbackGenerator()
        private let voice = AVSpeechSynthesizer()

        /// Haptics come late the first time, unless they are prepared.
        func prepare() { [impact, notification].forEach { $0.prepare() } }

        func say(_ announcement: Announcement, on screen: SelfieScreen) {
            if UIAccessibility.isVoiceOverRunning {
                let attributes: [NSAttributedString.Key: Any] = [
                    .accessibilitySpeechLanguage: screen.language,
                    .accessibilitySpeechQueueAnnouncement: !announcement.interrupts,
                ]
                UIAccessibility.post(
                    notification: .announcement,
                    argument: NSAttributedString(string: announcement.text, attributes: attributes))
            } else if screen.speaks {
                if announcement.interrupts { hush() }
                let utterance = AVSpeechUtterance(string: announcement.text)
                utterance.voice = AVSpeechSynthesisVoice(language: screen.language)
                voice.speak(utterance)
            }
        }

        func hush() { voice.stopSpeaking(at: .immediate) }

        /// As iOS lets people feel such things everywhere, not by the core's pulses for phones without a word for them.
        func feel(_ haptic: Haptic) {
            switch haptic {
            case .closer: impact.impactOccurred()
            case .hold: notification.notificationOccurred(.warning)
            case .done: notification.notificationOccurred(.success)
            }
        }
    }
#endif
