import Foundation
import SwafotoBindings
import XCTest

private struct OfTheApp: Error {}

private final class Listener: SessionListener, @unchecked Sendable {
    private let lock = NSLock()
    private var updates: [Update] = []
    private let thrown: Error?

    init(thrown: Error? = nil) { self.thrown = thrown }

    var heard: [Update] { lock.withLock { updates } }

    func changed(update: Update) throws {
        lock.withLock { updates.append(update) }
        if let thrown { throw thrown }
    }
}

private final class Log: LogSink, @unchecked Sendable {
    private let lock = NSLock()
    private var told: [String] = []

    var lines: [String] { lock.withLock { told } }

    func log(level: LogLevel, target: String, message: String) throws {
        lock.withLock { told.append("\(level) \(message)") }
        throw OfTheApp()
    }
}

/// Signs nothing, but in the right form: r and s of one byte each, as DER.
private final class Signer: ReceiptSigner, @unchecked Sendable {
    private let answer: Result<Data, OfTheApp>

    init(_ answer: Result<Data, OfTheApp>) { self.answer = answer }

    func keyId() throws -> String? { "key of the test" }

    func sign(bytes: Data) throws -> Data { try answer.get() }
}

/// The app's own code, called by the SDK: it hears what it should, and may throw what it likes.
final class CallbackTests: XCTestCase {
    func testTheListenerHearsEachChangeOnce() throws {
        let listener = Listener()
        let run = try Replay("perfect", listener: listener)
        _ = try run.session.cancel()
        let heard = listener.heard
        XCTAssertEqual(heard.last?.ending, .accepted)
        XCTAssertEqual(heard.filter { $0.ending != nil }.count, 1)
        for (before, after) in zip(heard, heard.dropFirst()) {
            XCTAssertFalse(
                before.state == after.state && before.hint == after.hint && before.askCovering == after.askCovering
                    && before.help == after.help && before.ending == after.ending)
        }
    }

    func testAListenerThatThrowsChangesNothing() throws {
        let log = Log()
        setLogger(level: .warning, sink: log)
        defer { setLogger(level: .error, sink: nil) }
        for thrown in [OfTheApp(), SwafotoError.Callback(reason: "declared")] as [Error] {
            let run = try Replay("perfect", listener: Listener(thrown: thrown))
            XCTAssertEqual(run.ending, "accepted")
        }
        XCTAssertTrue(log.lines.contains { $0.contains("listener threw") }, "\(log.lines)")
    }

    func testASignerThatFailsLeavesThePhoto() throws {
        let session = try Replay("perfect").session
        let capture = try XCTUnwrap(session.takeCapture())
        XCTAssertNil(try session.takeCapture())
        XCTAssertThrowsError(try capture.sign(signer: Signer(.failure(OfTheApp())))) {
            guard case SwafotoError.Callback = $0 else { return XCTFail("\($0)") }
        }
        XCTAssertThrowsError(try capture.sign(signer: Signer(.success(Data([1, 2, 3]))))) {
            guard case SwafotoError.Receipt = $0 else { return XCTFail("\($0)") }
        }
        let signed = try capture.sign(signer: Signer(.success(Data([0x30, 6, 2, 1, 1, 2, 1, 1]))))
        XCTAssertEqual(signed.split(separator: ".").count, 3)
        XCTAssertEqual(try capture.jpeg().prefix(2), Data([0xFF, 0xD8]))
    }
}
