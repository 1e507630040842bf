// Signatures as in AVCaptureOutputBase.h, AVCaptureVideoDataOutput.h, AVCapturePhotoOutput.h and AVCaptureSession.h of the iOS 18
// SDK.
import Dispatch
import Foundation
import ImageIO

public enum AVCaptureVideoOrientation: Int, Sendable {
    case portrait = 1
    case portraitUpsideDown
    case landscapeRight
    case landscapeLeft

    /// Quarter turns clockwise from the layout that is upright on a front camera's phone held so, to the one that is upright on a
    /// phone held upright.
    var turnsOfFrontCamera: Int {
        switch self {
        case .portrait: 0
        case .landscapeLeft: 1
        case .portraitUpsideDown: 2
        case .landscapeRight: 3
        }
    }
}
open class AVCaptureConnection: NSObject, @unchecked Sendable {
    let device: AVCaptureDevice?
    private weak var session: AVCaptureSession?
    private var orientation: AVCaptureVideoOrientation?

    init(_ device: AVCaptureDevice?, in session: AVCaptureSession) { (self.device, self.session) = (device, session) }

    open var automaticallyAdjustsVideoMirroring = true
    open var isVideoMirroringSupported: Bool { device?.mirrors ?? true }
    open var isVideoMirrored = false {
        didSet {
            if !isVideoMirroringSupported || automaticallyAdjustsVideoMirroring { FakePhone.shared.raise("isVideoMirrored") }
        }
    }
    open var isActive: Bool { session?.isRunning ?? false }
    open var isVideoOrientationSupported: Bool { true }
    open var videoOrientation: AVCaptureVideoOrientation {
        get { orientation ?? .portrait }
        set { orientation = newValue }
    }

    /// Quarter turns clockwise from what the sensor stores to the layout that was asked for.
    var turns: Int {
        guard let device, let orientation else { return 0 }
        return (device.sensorTurns - orientation.turnsOfFrontCamera + 4) % 4
    }
}
open class AVCaptureOutput: NSObject {
    private var connected: AVCaptureConnection?
    public override init() {}
    open func connection(with mediaType: AVMediaType) -> AVCaptureConnection? { connected }
    func connect(_ connection: AVCaptureConnection) { connected = connection }
}
public protocol AVCaptureVideoDataOutputSampleBufferDelegate: NSObjectProtocol {
    func captureOutput(
        _ output: AVCaptureOutput, didOutput sampleBuffer: CMSampleBuffer, from connection: AVCaptureConnection)
}
open class AVCaptureVideoDataOutput: AVCaptureOutput, @unchecked Sendable {
    private weak var delegate: (any AVCaptureVideoDataOutputSampleBufferDelegate)?
    private var queue: DispatchQueue?
    public override init() {}
    open var videoSettings: [String: Any]! = [:]
    open var alwaysDiscardsLateVideoFrames = true
    open var availableVideoPixelFormatTypes: [UInt32] { [kCVPixelFormatType_420YpCbCr8BiPlanarFullRange] }
    open func setSampleBufferDelegate(
        _ sampleBufferDelegate: (any AVCaptureVideoDataOutputSampleBufferDelegate)?,
        queue sampleBufferCallbackQueue: DispatchQueue?
    ) { (delegate, queue) = (sampleBufferDelegate, sampleBufferCallbackQueue) }

    /// The camera delivers a frame of `scene`, turned as the connection asks; `dealtWith` once the app is done with it.
    public func deliver(_ scene: FakeScene, dealtWith: @escaping @Sendable () -> Void = {}) {
        guard let queue, let connection = connection(with: .video) else { return dealtWith() }
        let turns = connection.turns - (connection.device?.sensorTurns ?? 0)
        queue.async {
            let sample = CMSampleBuffer(scene.buffer(turns))
            self.delegate?.captureOutput(self, didOutput: sample, from: connection)
            dealtWith()
        }
    }
}
open class AVCapturePhoto: NSObject {
    public let pixelBuffer: CVPixelBuffer?
    public let resolvedSettings: AVCaptureResolvedPhotoSettings
    public let metadata: [String: Any]
    init(_ buffer: CVPixelBuffer?, _ settings: AVCaptureResolvedPhotoSettings, _ metadata: [String: Any]) {
        (pixelBuffer, resolvedSettings, self.metadata) = (buffer, settings, metadata)
    }
}
open class AVCaptureResolvedPhotoSettings: NSObject {
    public let uniqueID: Int64
    init(_ uniqueID: Int64) { self.uniqueID = uniqueID }
}
open class AVCapturePhotoSettings: NSObject {
    nonisolated(unsafe) private static var count: Int64 = 0
    private static let lock = NSLock()
    public convenience init(format: [String: Any]?) { self.init() }
    open var flashMode = AVCaptureDevice.FlashMode.auto
    public let uniqueID: Int64 = AVCapturePhotoSettings.lock.withLock {
        AVCapturePhotoSettings.count += 1
        return AVCapturePhotoSettings.count
    }
}
public protocol AVCapturePhotoCaptureDelegate: NSObjectProtocol {
    func photoOutput(
        _ output: AVCapturePhotoOutput, didFinishProcessingPhoto photo: AVCapturePhoto, error: (any Error)?)
    func photoOutput(
        _ output: AVCapturePhotoOutput, didFinishCaptureFor resolvedSettings: AVCaptureResolvedPhotoSettings,
        error: (any Error)?)
}
open class AVCapturePhotoOutput: AVCaptureOutput, @unchecked Sendable {
    private let lock = NSLock()
    private var asked: [(id: Int64, delegate: any AVCapturePhotoCaptureDelegate)] = []
    public override init() {}
    open var availablePhotoPixelFormatTypes: [UInt32] { [kCVPixelFormatType_420YpCbCr8BiPlanarFullRange] }
    open func capturePhoto(with settings: AVCapturePhotoSettings, delegate: any AVCapturePhotoCaptureDelegate) {
        if connection(with: .video)?.isActive != true { FakePhone.shared.raise("no active connection") }
        lock.withLock { asked.append((settings.uniqueID, delegate)) }
    }

    /// How many photos were asked for.
    public var photosAskedFor: Int { lock.withLock { asked.count } }

    /// Answers the request of that number with a photo of `scene`, or without one. Photos are never turned: their metadata say
    /// how to. On a thread of the system's own.
    public func answer(_ index: Int, _ scene: FakeScene?) {
        let request = lock.withLock { asked.indices.contains(index) ? asked[index] : nil }
        guard let (id, delegate) = request, let connection = connection(with: .video) else { return }
        let settings = AVCaptureResolvedPhotoSettings(id)
        let orientation = [0: 1, 1: 6, 2: 3, 3: 8][connection.turns] ?? 1
        let buffer = scene?.buffer(-(connection.device?.sensorTurns ?? 0))
        let photo = AVCapturePhoto(buffer, settings, [kCGImagePropertyOrientation: NSNumber(value: orientation)])
        let error = scene == nil ? NSError(domain: "AVFoundationErrorDomain", code: -11800) : nil
        delegate.photoOutput(self, didFinishProcessingPhoto: photo, error: error)
        delegate.photoOutput(self, didFinishCaptureFor: settings, error: error)
    }
}
