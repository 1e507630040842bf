import Foundation
import SwafotoBindings

/// The networks that judge, ready to run. Every method may be called by many tasks at once.
public final class Engine: Sendable {
    let core: SwafotoBindings.Engine

    private init(core: SwafotoBindings.Engine) {
        self.core = core
    }

    fileprivate init() throws(SwafotoError) {
        core = try SwafotoError.typed { try SwafotoBindings.Engine() }
    }

    /// Loads the networks that the library carries, off the main thread.
    ///
    /// - Throws: `SwafotoError.invalidModel`, which a whole library never gives.
    public static func load() async throws(SwafotoError) -> Engine { try Engine() }

    /// Loads the networks that the library carries, but for the head parser: `headParser` is the file of an institution's own.
    /// Receipts name its hash.
    ///
    /// - Throws: `SwafotoError.invalidModel` where the file is no head parser that this version understands.
    public static func load(headParser: Data) async throws(SwafotoError) -> Engine {
        let core = try SwafotoError.typed { try SwafotoBindings.Engine.withHeadParser(onnx: headParser) }
        return Engine(core: core)
    }

    /// Judges a single picture by every rule of `policy`, off the main thread.
    ///
    /// - Parameter declaredCovering: The person says that they cover their head for faith or health.
    /// - Throws: `SwafotoError.invalidFrame` where format and bytes contradict each other, `SwafotoError.inference`.
    public func judge(
        _ frame: some Frame, by policy: Policy, declaredCovering: Bool = false
    ) async throws(SwafotoError) -> Verdict {
        try frame.withPixels { (pixels) throws(SwafotoError) in
            try SwafotoError.typed {
                switch pixels {
                case .yuv420(let y, let u, let v, let format):
                    try core.judgeYuv420(
                        y: y, u: u, v: v, format: format, facts: frame.facts, policy: policy.core,
                        declaredCovering: declaredCovering)
                case .packed(let bytes, let format):
                    try core.judgePacked(
                        pixels: bytes, format: format, facts: frame.facts, policy: policy.core,
                        declaredCovering: declaredCovering)
                }
            }
        }
    }
}
