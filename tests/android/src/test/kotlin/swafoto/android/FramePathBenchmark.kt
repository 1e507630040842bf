package swafoto.android

import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import swafoto.Film
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.yuvPlanes
import swafoto.films
import swafoto.probePreview

/**
 * How long Kotlin takes for a frame, the core left out: planes from the image, and the call through the bindings with what comes
 * back by it. Run by `cargo xtask bench --bindings`.
 */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class FramePathBenchmark {
    @Test
    fun frame() {
        val film = Film(films.resolve("perfect/preview.y4m"))
        val image = FakeImage.yuv(film.next()!!, film.format, Layout.PADDED_INTERLEAVED, 90)
        var drawn = 0
        val once = {
            val frame = CameraFrame.of(image, 90)
            val seen = frame.yuvPlanes()
            drawn += probePreview(seen.y, seen.u, seen.v, seen.format, frame.facts).outline.size
        }
        repeat(ROUND) { once() }
        val best = (1..ROUNDS).minOf {
            val start = System.nanoTime()
            repeat(ROUND) { once() }
            (System.nanoTime() - start) / ROUND
        }
        check(drawn > 0)
        println("Kotlin on the JVM for a frame, without the core: %.3f ms".format(best / 1e6))
    }

    private companion object {
        const val ROUND = 1000
        const val ROUNDS = 30
    }
}
