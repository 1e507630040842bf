#if canImport(UIKit)
    import Foundation
    import UIKit

    /// Tells how many frames the phone can bear, now and whenever that changes.
    final class PhoneConditions {
        private var observers: [any NSObjectProtocol] = []

        init(tell: @escaping @Sendable (FramePace) -> Void) {
            for name in [ProcessInfo.thermalStateDidChangeNotification, .NSProcessInfoPowerStateDidChange] {
                let observer = NotificationCenter.default.addObserver(forName: name, object: nil, queue: nil) { _ in
                    tell(Self.pace)
                }
                observers.append(observer)
            }
            tell(Self.pace)
        }

        deinit { observers.forEach(NotificationCenter.default.removeObserver) }

        private static var pace: FramePace {
            let process = ProcessInfo.processInfo
            return FramePace(
                thermalLevel: ThermalLevel(process.thermalState), savesBattery: process.isLowPowerModeEnabled)
        }
    }

    extension ThermalLevel {
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
