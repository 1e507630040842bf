package swafoto

import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import java.nio.ByteBuffer

/** What JNI itself costs (peer/peer.c). */
object Jni {
    init {
        System.load(System.getProperty("swafoto.peer"))
    }

    @JvmStatic
    external fun nothing()

    @JvmStatic
    external fun firstByte(bytes: ByteBuffer): Byte
}

/** Prints what the boundary costs. `cargo xtask bench --bindings` runs it; it proves nothing. */
@Tag("benchmark")
class BoundaryBenchmark {
    private val frame = ByteBuffer.allocateDirect(640 * 480)
    private val chroma = ByteBuffer.allocateDirect(320 * 240)
    private val format = Yuv420Format(YuvEncoding.BT601_FULL_RANGE, 640u, 480u, 640u, 320u, 1u, 320u, 1u)

    @Test
    fun print() {
        val facts = FrameFacts(exposure = ExposureFacts(100f, 0.01f, 2f))
        val work = listOf<Pair<String, () -> Unit>>(
            "kotlin, a call without arguments, UniFFI over JNA" to { probeNothing() },
            "kotlin, a call without arguments, plain JNI" to { Jni.nothing() },
            "kotlin, a plane of 640x480, UniFFI over JNA" to { probeFirstByte(frame) },
            "kotlin, a plane of 640x480, plain JNI" to { Jni.firstByte(frame) },
            "kotlin, all that a preview frame takes and gives" to { probePreview(frame, chroma, chroma, format, facts) },
        )
        val best = LongArray(work.size) { Long.MAX_VALUE }
        // In turns, so that a busy machine is busy for all of them.
        repeat(ROUNDS) {
            work.forEachIndexed { index, (_, call) ->
                val start = System.nanoTime()
                repeat(CALLS) { call() }
                best[index] = minOf(best[index], (System.nanoTime() - start) / CALLS)
            }
        }
        work.forEachIndexed { index, (name, _) -> println("%-55s %8.2f us".format(name, best[index] / 1000.0)) }
    }

    private companion object {
        const val ROUNDS = 60
        const val CALLS = 500
    }
}
