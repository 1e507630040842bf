#if canImport(UIKit)
    import UIKit

    /// The display while the screen is on show: as bright as it goes where the face has to be lit, and never locked by itself,
    /// since nobody touches it. Both are given back.
    @MainActor
    final class Display {
        /// The brightness that the person chose, while it is another.
        private var ownBrightness: CGFloat?
        private var staysOn = false

        func light(_ lit: Bool, _ screen: UIScreen?) {
            guard let screen else { return }
            if lit, ownBrightness == nil {
                ownBrightness = screen.brightness
                screen.brightness = 1
            } else if !lit, let brightness = ownBrightness {
                ownBrightness = nil
                screen.brightness = brightness
            }
        }

        /// Told once or several times: a pop that is cancelled shows the screen anew, though it never went.
        func stayOn() {
            guard !staysOn, !UIApplication.shared.isIdleTimerDisabled else { return }
            staysOn = true
            UIApplication.shared.isIdleTimerDisabled = true
        }

        func mayLock() {
            guard staysOn else { return }
            staysOn = false
            UIApplication.shared.isIdleTimerDisabled = false
        }
    }
#endif
