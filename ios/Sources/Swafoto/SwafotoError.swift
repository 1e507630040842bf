import SwafotoBindings

/// Why a call could not be carried out. Nothing is lost by an error: the engine, policy or session it came from stays
/// usable, unless the case says otherwise.
public enum SwafotoError: Error, Equatable, Sendable {
    /// A frame's description and its bytes contradict each other, or it does not fit the session: `field` is `width`,
    /// `y plane`, `timestamp` and so on.
    case invalidFrame(field: String, reason: String)
    /// A policy that cannot be used: not readable, unknown to this version, or contradictory.
    case invalidPolicy(reason: String)
    /// A request that no session can meet: `field` is `limit` or `still size`.
    case invalidRequest(field: String, reason: String)
    /// A network that cannot be loaded.
    case invalidModel(model: String, reason: String)
    /// A loaded network failed to run.
    case inference(model: String, reason: String)
    /// A still from which no photo can be made as the policy asks. The session guides on.
    case photo(reason: String)
    /// A receipt that cannot be written or signed. The photo stays.
    case receipt(reason: String)
    /// A still that the session did not ask for, or that does not show what its preview did. The session guides on.
    case unexpectedStill(reason: String)
    /// Another frame is being judged. Drop this one, the camera has the next.
    case busy
    /// The session or capture was closed before, or while it worked on this call.
    case released
    /// The task that asked was cancelled before the work began.
    case taskCancelled
    /// The app's own code, called by the SDK, threw: a signer without its key, for one.
    case callback(reason: String)
    /// A defect of the SDK; the session it happened in is given up. Please report it with the reason.
    case internalDefect(reason: String)
}

extension SwafotoError {
    /// The bindings' error, or what they themselves throw where library and generated code do not fit each other.
    init(_ error: any Error) {
        switch error {
        case let own as SwafotoError: self = own
        case SwafotoBindings.SwafotoError.InvalidFrame(let field, let reason):
            self = .invalidFrame(field: field, reason: reason)
        case SwafotoBindings.SwafotoError.InvalidPolicy(let reason): self = .invalidPolicy(reason: reason)
        case SwafotoBindings.SwafotoError.InvalidRequest(let field, let reason):
            self = .invalidRequest(field: field, reason: reason)
        case SwafotoBindings.SwafotoError.InvalidModel(let model, let reason):
            self = .invalidModel(model: model, reason: reason)
        case SwafotoBindings.SwafotoError.Inference(let model, let reason):
            self = .inference(model: model, reason: reason)
        case SwafotoBindings.SwafotoError.Photo(let reason): self = .photo(reason: reason)
        case SwafotoBindings.SwafotoError.Receipt(let reason): self = .receipt(reason: reason)
        case SwafotoBindings.SwafotoError.UnexpectedStill(let reason): self = .unexpectedStill(reason: reason)
        case SwafotoBindings.SwafotoError.Busy: self = .busy
        case SwafotoBindings.SwafotoError.Released: self = .released
        case SwafotoBindings.SwafotoError.Callback(let reason): self = .callback(reason: reason)
        case SwafotoBindings.SwafotoError.Internal(let reason): self = .internalDefect(reason: reason)
        default: self = .internalDefect(reason: "\(error)")
        }
    }

    /// Calls the bindings, which throw without a type.
    static func typed<Outcome>(_ call: () throws -> Outcome) throws(SwafotoError) -> Outcome {
        do {
            return try call()
        } catch {
            throw SwafotoError(error)
        }
    }
}
