import SwafotoBindings

public typealias LogLevel = SwafotoBindings.LogLevel
public typealias LogSink = SwafotoBindings.LogSink

/// Hands the core's log lines of `level` and above to `sink`; without one there are no logs. The last call holds. Lines
/// carry no picture, no landmark and no measure of a person.
public func setLogger(level: LogLevel, sink: (any LogSink)?) {
    SwafotoBindings.setLogger(level: level, sink: sink)
}

/// The SDK's version, such as `0.1.0`.
public func version() -> String { SwafotoBindings.version() }
