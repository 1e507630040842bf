import SwafotoBindings

/// A language of the hints.
public typealias Language = SwafotoBindings.Language

extension Language {
    /// The language of a BCP 47 tag, such as `id-ID`; nothing for one the hints do not have.
    public init?(tag: String) {
        guard let language = languageFromTag(tag: tag) else { return nil }
        self = language
    }

    /// The BCP 47 tag, such as `id`.
    public var tag: String { languageTag(language: self) }
}

extension Hint {
    /// The name in JSON and receipts, such as `move-closer`.
    public var name: String { hintName(hint: self) }

    /// The instruction in words, to be shown and spoken.
    public func text(in language: Language) -> String { hintText(hint: self, language: language) }
}

extension CoveringText {
    /// The text in words, to be shown and spoken.
    public func text(in language: Language) -> String { coveringText(text: self, language: language) }
}

extension RuleId {
    /// The name in policies, JSON and receipts, such as `head-pose-yaw`.
    public var name: String { ruleName(rule: self) }

    /// Why the rule matters and what holds it up, in words: for help, and for a session that begins with a retake.
    public func reason(in language: Language) -> String { ruleReason(rule: self, language: language) }

    /// The rule of that name, as a server may send it; nothing for one this version does not know.
    public init?(name: String) {
        guard let rule = RuleId.allCases.first(where: { $0.name == name }) else { return nil }
        self = rule
    }
}

extension SessionState {
    /// The name in JSON, such as `holding`.
    public var name: String { stateName(state: self) }
}

extension Ending {
    /// The name in JSON, such as `timed-out`.
    public var name: String { endingName(ending: self) }
}

extension MeasuredUnit {
    /// How the unit is written behind a number, with the space it needs.
    public var suffix: String { unitSuffix(unit: self) }
}
