package swafoto.android

import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.annotation.Config
import swafoto.Film
import swafoto.Language
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.yuvPlanes
import swafoto.android.guidance.Announcer
import swafoto.android.guidance.Words
import swafoto.android.overlay.OverlayPicture
import swafoto.android.session.Guidance
import swafoto.films
import swafoto.probePreview

/**
 * How long Kotlin takes for a frame, the core left out: planes from the image, the call through the bindings, what is to be
 * said and what is to be drawn. Run by `cargo xtask bench --bindings`.
 */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class FramePathBenchmark {
    @Test
    fun frame() {
        val film = Film(films.resolve("perfect/preview.y4m"))
        val image = FakeImage.yuv(film.next()!!, film.format, Layout.PADDED_INTERLEAVED, 90)
        val announcer = Announcer(Words(Language.INDONESIAN))
        var drawn = 0
        val once = {
            val frame = CameraFrame.of(image, 90)
            val seen = frame.yuvPlanes()
            val update = probePreview(seen.y, seen.u, seen.v, seen.format, frame.facts)
            val guidance = Guidance(update, frame.uprightWidth, frame.uprightHeight)
            announcer.hear(guidance)
            drawn += OverlayPicture.of(guidance, 720, 1280, mirrored = true, lit = false).outline.size
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
