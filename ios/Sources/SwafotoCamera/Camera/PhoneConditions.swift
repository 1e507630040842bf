#if canImport(UIKit)
    import Foundation
    import Swafoto
    import UIKit

    extension Notices {
        /// Tells how hot the phone is and whether it saves its battery, now and whenever that changes.
        func onConditions(_ tell: @escaping @Sendable (ScreenEvent) -> Void) {
            let conditions: [(Notification.Name, @Sendable () -> ScreenEvent)] = [
                (ProcessInfo.thermalStateDidChangeNotification, { .heat(heat: Heat(ProcessInfo.processInfo.thermalState)) }),
                (.NSProcessInfoPowerStateDidChange, { .powerSaving(saves: ProcessInfo.processInfo.isLowPowerModeEnabled) }),
            ]
            for (name, event) in conditions {
                tell(event())
                on(name) { _ in tell(event()) }
            }
        }
    }

    extension Heat {
        fileprivate init(_ state: ProcessInfo.ThermalState) {
            switch state {
            case .nominal: self = .nominal
            case .fair: self = .fair
            case .serious: self = .serious
            case .critical: self = .critical
            @unknown default: self = .critical
            }
        }
    }
#endif
