package swafoto.camerax

import android.content.Context
import android.content.pm.PackageManager
import android.util.Size
import androidx.camera.core.CameraSelector
import androidx.camera.core.CameraState
import androidx.camera.core.ImageAnalysis
import androidx.camera.core.ImageCapture
import androidx.camera.core.ImageCaptureException
import androidx.camera.core.ImageProxy
import androidx.camera.core.Preview
import androidx.camera.core.resolutionselector.AspectRatioStrategy
import androidx.camera.core.resolutionselector.ResolutionSelector
import androidx.camera.core.resolutionselector.ResolutionStrategy
import androidx.camera.lifecycle.ProcessCameraProvider
import androidx.camera.view.PreviewView
import swafoto.CameraProblem
import swafoto.PictureSize
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.FramePlane
import swafoto.android.camera.SelfieCamera
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit

/** The front camera from its opening to its end: preview, analysis and stills of one shape, so that all show the same. */
internal class BoundCamera(
    private val context: Context,
    previewView: PreviewView,
    private val events: SelfieCamera.Events,
) : AutoCloseable {
    private val owner = CameraLifecycle()
    private val exposure = LatestExposure()

    /**
     * One thread for frames and stills: a frame is not looked at while a still is decoded. It ends when it has nothing to do;
     * shut down, it would refuse what CameraX still tells of a camera that is being closed, and CameraX would crash of it.
     */
    private val worker = ThreadPoolExecutor(0, 1, IDLE_SECONDS, TimeUnit.SECONDS, LinkedBlockingQueue())

    private val preview = Preview.Builder().setResolutionSelector(ofSize(PREVIEW)).build().apply {
        setSurfaceProvider(previewView.surfaceProvider)
    }
    private val analysis = ImageAnalysis.Builder()
        .setResolutionSelector(ofSize(ANALYSIS))
        .setBackpressureStrategy(ImageAnalysis.STRATEGY_KEEP_ONLY_LATEST)
        .setOutputImageFormat(ImageAnalysis.OUTPUT_IMAGE_FORMAT_YUV_420_888)
        .also(exposure::listen)
        .build()
    private val capture = ImageCapture.Builder()
        .setResolutionSelector(ofSize(STILL, ResolutionStrategy.FALLBACK_RULE_CLOSEST_LOWER_THEN_HIGHER))
        // The person holds still for a moment only.
        .setCaptureMode(ImageCapture.CAPTURE_MODE_MINIMIZE_LATENCY)
        .setFlashMode(ImageCapture.FLASH_MODE_OFF)
        .build()
    private val rotation = DisplayRotation(context, previewView) {
        preview.targetRotation = it
        analysis.targetRotation = it
        capture.targetRotation = it
        events.turned()
    }
    private var open = false

    @Volatile private var closed = false

    /** Opens the camera. Whatever CameraX throws on the way, nothing of it stays behind. */
    fun bind(provider: ProcessCameraProvider) {
        try {
            if (!provider.hasCamera(CameraSelector.DEFAULT_FRONT_CAMERA)) {
                // CameraX overlooks cameras of some phones that have one (aws-amplify/amplify-ui-android#317).
                val there = context.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_FRONT)
                return fail(if (there) CameraProblem.FAILED else CameraProblem.NO_FRONT_CAMERA)
            }
            analysis.setAnalyzer(worker, ::analyse)
            val camera = provider.bindToLifecycle(owner, CameraSelector.DEFAULT_FRONT_CAMERA, preview, analysis, capture)
            camera.cameraInfo.cameraState.observe(owner, ::changed)
            owner.begin()
        } catch (_: Throwable) {
            // As where the camera cannot deliver three streams at a time, whatever their sizes.
            fail(CameraProblem.FAILED)
        }
    }

    fun takeStill() = capture.takePicture(worker, object : ImageCapture.OnImageCapturedCallback() {
        override fun onCaptureSuccess(image: ImageProxy) = image.use {
            val frame = frameOf(it)
            when {
                closed -> Unit
                frame != null -> events.still(frame)
                else -> events.stillFailed()
            }
        }

        override fun onError(exception: ImageCaptureException) {
            if (!closed) events.stillFailed()
        }
    })

    override fun close() {
        closed = true
        rotation.close()
        analysis.clearAnalyzer()
        owner.end()
    }

    private fun fail(problem: CameraProblem) {
        close()
        events.problem(problem)
    }

    private fun analyse(image: ImageProxy) = image.use {
        val frame = frameOf(it)
        when {
            closed -> Unit
            frame != null -> events.frame(frame)
            else -> events.frameRefused()
        }
    }

    /** Nothing where CameraX gives what it did not promise, or has closed the image meanwhile. */
    private fun frameOf(image: ImageProxy): CameraFrame? = try {
        CameraFrame(
            format = image.format,
            width = image.width,
            height = image.height,
            planes = image.planes.map { FramePlane(it.buffer, it.rowStride, it.pixelStride) },
            rotation = image.imageInfo.rotationDegrees,
            exposure = exposure.facts,
        )
    } catch (_: IllegalArgumentException) {
        null
    } catch (_: IllegalStateException) {
        null
    }

    private fun changed(state: CameraState) {
        if (closed) return
        val error = state.error
        when {
            error != null -> {
                open = false
                events.problem(problemOf(error.code))
            }
            state.type == CameraState.Type.OPEN && !open -> {
                open = true
                events.opened(stillSize())
            }
            // Not by us, and without an error: the app unbound all cameras, or another owner took this one.
            state.type == CameraState.Type.CLOSED && open -> {
                open = false
                events.takenAway()
            }
        }
    }

    private fun stillSize(): PictureSize? = capture.resolutionInfo?.run {
        val (width, height) = resolution.width.toUInt() to resolution.height.toUInt()
        if (rotationDegrees % 180 == 0) PictureSize(width, height) else PictureSize(height, width)
    }

    private companion object {
        const val IDLE_SECONDS = 5L

        /** 4:3 is the sensor's own shape: nothing of the head is cut off. */
        val PREVIEW = Size(1280, 960)
        val ANALYSIS = Size(640, 480)

        /** Larger ones are cut down to the policy's photo anyway, and take memory that cheap phones lack: rather smaller. */
        val STILL = Size(2592, 1944)

        fun ofSize(
            size: Size,
            otherwise: Int = ResolutionStrategy.FALLBACK_RULE_CLOSEST_HIGHER_THEN_LOWER,
        ): ResolutionSelector = ResolutionSelector.Builder()
            .setAspectRatioStrategy(AspectRatioStrategy.RATIO_4_3_FALLBACK_AUTO_STRATEGY)
            .setResolutionStrategy(ResolutionStrategy(size, otherwise))
            .build()
    }
}

/** CameraX's codes in our terms. */
internal fun problemOf(code: Int): CameraProblem = when (code) {
    CameraState.ERROR_CAMERA_IN_USE, CameraState.ERROR_MAX_CAMERAS_IN_USE -> CameraProblem.IN_USE
    CameraState.ERROR_CAMERA_DISABLED, CameraState.ERROR_DO_NOT_DISTURB_MODE_ENABLED -> CameraProblem.DISABLED
    CameraState.ERROR_CAMERA_REMOVED -> CameraProblem.NO_FRONT_CAMERA
    else -> CameraProblem.FAILED
}
