/* What JNI itself costs, for the benchmark: the least that any generator of JNI code could reach. */
#include <jni.h>

JNIEXPORT void JNICALL Java_swafoto_Jni_nothing(JNIEnv *env, jclass class) {
    (void)env;
    (void)class;
}

JNIEXPORT jbyte JNICALL Java_swafoto_Jni_firstByte(JNIEnv *env, jclass class, jobject buffer) {
    (void)class;
    const jbyte *bytes = (*env)->GetDirectBufferAddress(env, buffer);
    return (*env)->GetDirectBufferCapacity(env, buffer) > 0 ? bytes[0] : 0;
}
