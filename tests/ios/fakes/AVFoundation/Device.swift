// What ios/ uses of AVFoundation, running. Signatures as in AVCaptureDevice.h, AVCaptureInput.h and AVMediaFormat.h of the iOS 18
// SDK; https://developer.apple.com/documentation/avfoundation/capture-setup
@_exported import CoreMedia
import Dispatch
@_exported import Foundation

public struct AVMediaType: Hashable, RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let video = AVMediaType(rawValue: "vide")
}
public enum AVAuthorizationStatus: Int, Sendable {
    case notDetermined
    case restricted
    case denied
    case authorized
}
open class AVCaptureDevice: NSObject {
    public enum Position: Int, Sendable {
        case unspecified
        case back
        case front
    }
    public struct DeviceType: Hashable, RawRepresentable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public static let builtInWideAngleCamera = DeviceType(rawValue: "wide")
    }
    open class Format: NSObject {
        public let formatDescription: CMFormatDescription
        public init(_ dimensions: CMVideoDimensions) { formatDescription = CMFormatDescription(dimensions) }
    }
    public enum FlashMode: Int, Sendable {
        case off
        case on
        case auto
    }

    /// Quarter turns clockwise that what the sensor stores needs to be upright on a phone held upright: 1 for the sensors that lie
    /// on their side, 0 for those of newer iPhones, which stand.
    public let sensorTurns: Int
    /// Whether its connections can mirror: not every camera's can.
    public let mirrors: Bool

    public init(sensorTurns: Int = 1, mirrors: Bool = true, width: Int32 = 4032, height: Int32 = 3024) {
        self.sensorTurns = sensorTurns
        self.mirrors = mirrors
        activeFormat = Format(CMVideoDimensions(width: width, height: height))
    }

    open class func `default`(
        _ deviceType: DeviceType, for mediaType: AVMediaType?, position: Position
    ) -> AVCaptureDevice? { position == .front ? FakePhone.shared.frontCamera : nil }
    open class func authorizationStatus(for mediaType: AVMediaType) -> AVAuthorizationStatus {
        FakePhone.shared.authorization
    }
    open class func requestAccess(
        for mediaType: AVMediaType, completionHandler handler: @escaping @Sendable (Bool) -> Void
    ) {
        let phone = FakePhone.shared
        if phone.authorization == .notDetermined { phone.authorization = phone.answer }
        let granted = phone.authorization == .authorized
        DispatchQueue.global().async { handler(granted) }
    }
    open var activeFormat: Format
    public let iso: Float = 100
    public let exposureDuration = CMTime(value: 1, timescale: 50)
    public let lensAperture: Float = 2.2
}
open class AVCaptureInput: NSObject {}
open class AVCaptureDeviceInput: AVCaptureInput {
    public let device: AVCaptureDevice
    public init(device: AVCaptureDevice) throws {
        if FakePhone.shared.inputsFail { throw NSError(domain: "AVFoundationErrorDomain", code: -11852) }
        self.device = device
    }
}
