import SwafotoBindings
import XCTest

/// Every film of `tests/cases` ends as its case says, seen from Swift.
final class SequenceTests: XCTestCase {
    func testEveryFilmEndsAsItShould() throws {
        let names = try Case.all()
        XCTAssertGreaterThan(names.count, 0)
        for name in names {
            let expect = try Case.named(name).expect
            let run = try Replay(name)
            XCTAssertEqual(run.ending, expect.end, name)
            XCTAssertEqual(run.states, expect.states, name)
            XCTAssertEqual(run.reasons, expect.reasons ?? [], name)
            var wanted = (expect.hints ?? [])[...]
            for hint in run.hints where hint == wanted.first { wanted.removeFirst() }
            XCTAssertTrue(wanted.isEmpty, "\(name): \(run.hints)")
            XCTAssertTrue(Set(run.hints).isDisjoint(with: expect.never ?? []), "\(name): \(run.hints)")
            XCTAssertTrue(run.person.wasAskedAsItShould(expect), "\(name): \(run.person)")
            if let verdict = expect.verdict {
                XCTAssertEqual(run.stillVerdict?.accepted, verdict.accepted, name)
            }
            XCTAssertEqual(try run.session.takeCapture()?.compliant() ?? false, expect.end == "accepted", name)
        }
    }
}
