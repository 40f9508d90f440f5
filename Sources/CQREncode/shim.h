/* The part of libqrencode that makes a QR code of bytes. */
#include <qrencode.h>
