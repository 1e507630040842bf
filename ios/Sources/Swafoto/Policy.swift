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

    /// Reads a policy from the text of a TOML file, shipped with the app or taken from its server. What it does not say is
    /// as in the preset that it names as its `base`, or else the SDK's default.
    ///
    /// - Throws: `SwafotoError.invalidPolicy` for text that is not TOML, keys, rules or bases this version does not know,
    ///   numbers that make no sense, and limits that contradict each other.
    public init(toml text: String) throws(SwafotoError) {
        core = try SwafotoError.typed { try SwafotoBindings.Policy.fromToml(text: text) }
    }

    /// The policy's own name.
    public var id: String { core.id() }

    /// What it is for, in a line.
    public var title: String { core.title() }

    /// All of it as TOML, the defaults and what comes from its base included. It reads back to the same policy, and is the
    /// same however the policy was spelled.
    public var resolvedText: String { core.resolvedText() }

    /// SHA-256 of `resolvedText`, hexadecimal: what a receipt says of the policy.
    public var sha256: String { core.sha256() }

    /// The rules that hold, in the order of advice.
    public var rules: [PolicyRule] { core.rules() }

    /// Names of the policies that come with the SDK.
    public static var presetNames: [String] { SwafotoBindings.presetNames() }

    /// The name of the policy that holds where none is named.
    public static var defaultName: String { defaultPolicyName() }
}
