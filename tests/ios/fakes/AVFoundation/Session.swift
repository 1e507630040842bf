// Signatures as in AVCaptureSession.h, AVCaptureSessionPreset.h and AVError.h of the iOS 18 SDK.
import Dispatch
import Foundation

open class AVCaptureSession: NSObject {
    public struct Preset: Hashable, RawRepresentable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public static let photo = Preset(rawValue: "photo")
    }
    public enum InterruptionReason: Int, Sendable {
        case videoDeviceNotAvailableInBackground = 1
        case audioDeviceInUseByAnotherClient
        case videoDeviceInUseByAnotherClient
        case videoDeviceNotAvailableWithMultipleForegroundApps
        case videoDeviceNotAvailableDueToSystemPressure
    }
    public override init() {}
    public class var runtimeErrorNotification: Notification.Name { Notification.Name("AVCaptureSessionRuntimeError") }
    public class var wasInterruptedNotification: Notification.Name { Notification.Name("AVCaptureSessionWasInterrupted") }
    public class var interruptionEndedNotification: Notification.Name {
        Notification.Name("AVCaptureSessionInterruptionEnded")
    }
    open var sessionPreset = Preset(rawValue: "high")
    open var automaticallyConfiguresCaptureDeviceForWideColor = true
    open var isMultitaskingCameraAccessSupported: Bool { false }
    open var isMultitaskingCameraAccessEnabled = false
    open private(set) var inputs: [AVCaptureInput] = []
    open private(set) var outputs: [AVCaptureOutput] = []

    private let lock = NSLock()
    private var running = false
    open var isRunning: Bool { lock.withLock { running } }
    /// Set by tests: the system has the camera.
    open var isInterrupted = false

    open func beginConfiguration() {}
    open func commitConfiguration() {}
    open func canAddInput(_ input: AVCaptureInput) -> Bool { inputs.isEmpty }
    open func addInput(_ input: AVCaptureInput) {
        if !canAddInput(input) { FakePhone.shared.raise("a second input") }
        inputs.append(input)
    }
    open func removeInput(_ input: AVCaptureInput) { inputs.removeAll { $0 === input } }
    open func canAddOutput(_ output: AVCaptureOutput) -> Bool {
        guard !outputs.contains(output) else { return false }
        guard let left = FakePhone.shared.outputsTaken else { return true }
        FakePhone.shared.outputsTaken = left > 0 ? left - 1 : nil
        return left > 0
    }
    open func addOutput(_ output: AVCaptureOutput) {
        outputs.append(output)
        guard let device = (inputs.first as? AVCaptureDeviceInput)?.device else { return }
        output.connect(AVCaptureConnection(device, in: self))
    }
    open func removeOutput(_ output: AVCaptureOutput) { outputs.removeAll { $0 === output } }
    open func startRunning() {
        FakePhone.shared.whileStarting()
        lock.withLock { running = true }
    }
    open func stopRunning() { lock.withLock { running = false } }
}
public let AVCaptureSessionInterruptionReasonKey = "AVCaptureSessionInterruptionReasonKey"
public let AVCaptureSessionErrorKey = "AVCaptureSessionErrorKey"
public struct AVError {
    public enum Code: Int, Sendable {
        case mediaServicesWereReset = -11819
    }
}
