import SwafotoBindings

/// What an institution asks of a photograph. Read once, then shared.
public struct Policy: Sendable {
    let core: SwafotoBindings.Policy

    /// A policy that comes with the SDK; `presetNames` lists them.
    ///
    /// - Throws: `SwafotoError.invalidPolicy` where there is none of that name.
    public init(preset name: String = Policy.defaultName) throws(SwafotoError) {
        core = try SwafotoError.typed { try SwafotoBindings.Policy.preset(name: name) }
    }

    /// Reads a policy from the text of a TOML file, shipped with the app or taken from its server.
    ///
    /// - Throws: `SwafotoError.invalidPolicy` for text that is not TOML, keys or rules this version does not know, limits
    ///   that nothing can meet, and limits that contradict each other.
    public init(toml text: String) throws(SwafotoError) {
        core = try SwafotoError.typed { try SwafotoBindings.Policy.fromToml(text: text) }
    }

    /// The policy's own name.
    public var id: String { core.id() }

    /// What it is for, in a line.
    public var title: String { core.title() }

    /// SHA-256 of the text it was read from, hexadecimal.
    public var sha256: String { core.sha256() }

    /// The rules that hold, in the order of advice.
    public var rules: [PolicyRule] { core.rules() }

    /// Names of the policies that come with the SDK.
    public static var presetNames: [String] { SwafotoBindings.presetNames() }

    /// The name of the policy that holds where none is named.
    public static var defaultName: String { defaultPolicyName() }
}
