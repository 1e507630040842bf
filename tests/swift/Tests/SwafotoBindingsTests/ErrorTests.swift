import Foundation
import SwafotoBindings
import XCTest

/// What is wrong has a type and names itself, and costs nothing but the call.
final class ErrorTests: XCTestCase {
    private func open() throws -> SelfieSession {
        let policy = try Case.named("perfect").openPolicy()
        return try SelfieSession(engine: engine, policy: policy, request: SessionRequest(), listener: nil)
    }

    private func refusedField(_ call: () throws -> Update, line: UInt = #line) -> String? {
        do {
            _ = try call()
            XCTFail("was not refused", line: line)
        } catch SwafotoError.InvalidFrame(let field, _) {
            return field
        } catch {
            XCTFail("\(error)", line: line)
        }
        return nil
    }

    func testFramesThatContradictThemselves() throws {
        let session = try open()
        let film = try Film.preview("perfect")
        let frame = film.next()!
        let (width, height) = (film.format.width, film.format.height)
        let look = { (format: Yuv420Format) in try session.preview(frame, format, at: 0) }
        _ = try look(film.format)
        XCTAssertEqual(refusedField { try look(Film.format(width: width, height: height, yRowStride: 10)) }, "y plane")
        XCTAssertEqual(refusedField { try look(Film.format(width: width, height: height, uPixelStride: 0)) }, "u plane")
        XCTAssertEqual(refusedField { try look(Film.format(width: width, height: height, vRowStride: .max)) }, "v plane")
        XCTAssertEqual(refusedField { try look(Film.format(width: 0, height: height)) }, "width")
        XCTAssertEqual(refusedField { try look(Film.format(width: width, height: .max)) }, "height")
        for y in [Data(), frame.y.dropLast()] {
            let short = Planes(y: y, u: frame.u, v: frame.v)
            XCTAssertEqual(refusedField { try session.preview(short, film.format, at: 0) }, "y plane")
        }
        let tilted = FrameFacts(rotation: 45)
        XCTAssertEqual(refusedField { try session.preview(frame, film.format, tilted, at: 0) }, "rotation")
        _ = try look(film.format)
    }

    func testFramesThatContradictEachOther() throws {
        let session = try open()
        let film = try Film.preview("perfect")
        let frame = film.next()!
        _ = try session.preview(frame, film.format, at: 2_000_000_000)
        XCTAssertEqual(refusedField { try session.preview(frame, film.format, at: 1_000_000_000) }, "timestamp")
        XCTAssertEqual(refusedField { try session.preview(frame, film.format, at: -1) }, "timestamp")
        let cropped = Film.format(width: film.format.width, height: film.format.height - 2)
        XCTAssertEqual(refusedField { try session.preview(frame, cropped, at: 3_000_000_000) }, "size")
        try session.cameraChanged()
        _ = try session.preview(frame, cropped, at: 3_000_000_000)
    }

    func testStillsThatDoNotBelong() throws {
        let session = try open()
        let film = try Film.preview("perfect")
        let frame = film.next()!
        let (still, format) = try Film.still("perfect")
        XCTAssertThrowsError(try session.still(still, format, at: 0)) {
            guard case SwafotoError.UnexpectedStill = $0 else { return XCTFail("\($0)") }
        }
        var at: Int64 = 0
        func waitForOrder() throws {
            repeat { at += 33_000_000 } while try !session.preview(frame, film.format, at: at).capture
        }
        try waitForOrder()
        XCTAssertThrowsError(try session.still(still, format, FrameFacts(rotation: 90), at: at)) {
            guard case SwafotoError.UnexpectedStill(let reason) = $0 else { return XCTFail("\($0)") }
            XCTAssertTrue(reason.contains("pixels"), reason)
        }
        try waitForOrder()
        XCTAssertEqual(try session.still(still, format, at: at).state, .accepted)
    }

    func testPoliciesThatMakeNoSense() {
        for text in ["colour = 'green'", "not toml at all [", ""] {
            XCTAssertThrowsError(try Policy.fromToml(text: text)) {
                guard case SwafotoError.InvalidPolicy = $0 else { return XCTFail("\($0)") }
            }
        }
        XCTAssertThrowsError(try Policy.preset(name: "none")) {
            XCTAssertTrue("\($0)".contains(defaultPolicyName()), "\($0)")
        }
    }

    func testPanicsAreErrors() {
        XCTAssertThrowsError(try probePanic()) {
            guard case SwafotoError.Internal(let reason) = $0 else { return XCTFail("\($0)") }
            XCTAssertEqual(reason, "asked for by a test")
        }
    }
}
