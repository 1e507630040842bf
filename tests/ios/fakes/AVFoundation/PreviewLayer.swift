// Signatures as in AVCaptureVideoPreviewLayer.h, AVAnimation.h and AVSpeechSynthesis.h of the iOS 18 SDK.
import Foundation
import QuartzCore

public struct AVLayerVideoGravity: Hashable, RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let resizeAspectFill = AVLayerVideoGravity(rawValue: "fill")
}
open class AVCaptureVideoPreviewLayer: CALayer {
    open var session: AVCaptureSession? { didSet { connected = session.map { AVCaptureConnection(nil, in: $0) } } }
    private var connected: AVCaptureConnection?
    open var connection: AVCaptureConnection? { session?.inputs.isEmpty == false ? connected : nil }
    open var videoGravity = AVLayerVideoGravity(rawValue: "fit")
}

public enum AVSpeechBoundary: Int, Sendable {
    case immediate
    case word
}
open class AVSpeechSynthesisVoice: NSObject {
    public let language: String
    public init?(language languageCode: String?) {
        guard let languageCode else { return nil }
        language = languageCode
    }
}
open class AVSpeechUtterance: NSObject {
    public let speechString: String
    public init(string: String) { speechString = string }
    open var voice: AVSpeechSynthesisVoice?
}
open class AVSpeechSynthesizer: NSObject {
    /// What was spoken aloud, and `-` where it was cut off.
    nonisolated(unsafe) public static var spoken: [String] = []
    public override init() {}
    open func speak(_ utterance: AVSpeechUtterance) {
        Self.spoken.append("\(utterance.voice?.language ?? "?"): \(utterance.speechString)")
    }
    @discardableResult
    open func stopSpeaking(at boundary: AVSpeechBoundary) -> Bool {
        Self.spoken.append("-")
        return true
    }
}
