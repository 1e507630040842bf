import Foundation
import Swafoto
import SwafotoCamera
import func SwafotoBindings.turnRecord
import XCTest

/// Watches a controller and remembers what it showed.
final class Audience: Sendable {
    private struct Seen {
        var screen: SelfieScreen?
        var records: [String] = []
        var waiting: [(wanted: @Sendable (SelfieScreen) -> Bool, seen: @Sendable () -> Void)] = []
    }

    private let seen = Guarded(Seen())

    init(of controller: SelfieController) {
        controller.watch { [weak self] turn in
            let record = turnRecord(turn: turn)
            let met = self?.seen.withLock { seen -> [@Sendable () -> Void] in
                if !record.isEmpty { seen.records.append(record) }
                guard let screen = turn.screen else { return [] }
                seen.screen = screen
                let met = seen.waiting.filter { $0.wanted(screen) }.map(\.seen)
                seen.waiting.removeAll { $0.wanted(screen) }
                return met
            }
            met?.forEach { $0() }
        }
    }

    var screen: SelfieScreen? { seen.withLock { $0.screen } }

    var scene: SelfieScene? { screen?.scene }

    /// The records of all turns in which something changed, one after the other.
    var records: String { seen.withLock { $0.records.joined() } }

    /// Waits until a screen as wanted is on show.
    func see(_ wanted: @escaping @Sendable (SelfieScreen) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isThere = seen.withLock { seen in
                if let screen = seen.screen, wanted(screen) { return true }
                seen.waiting.append((wanted, { continuation.resume() }))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func see(_ scene: SelfieScene) async { await see { $0.scene == scene } }
}

/// Waits until `condition` holds; what never does fails the test.
func eventually(
    _ what: String, isolation: isolated (any Actor)? = #isolation, file: StaticString = #filePath, line: UInt = #line,
    _ condition: () async -> Bool
) async {
    for _ in 0..<1000 {
        if await condition() { return }
        try? await Task.sleep(nanoseconds: 10_000_000)
    }
    XCTFail("\(what) never came", file: file, line: line)
}
