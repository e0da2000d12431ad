/* eigen.h - small dense linear algebra for the fit: symmetric eigenvectors, and solving
 * the normal equations.
 */
#ifndef DEQI_FIT_EIGEN_H
#define DEQI_FIT_EIGEN_H

#include <stdbool.h>

/* Of a symmetric n x n matrix, row by row, which is overwritten: values from the largest,
 * vector i the n numbers from vector[i * n], of unit length. Cyclic Jacobi; meant for n
 * of tens. The sign of a vector is that its largest part is positive. */
void eigen_symmetric(double *matrix, int n, double *value, double *vector);

/* Solves a x = b for symmetric positive a (upper triangle used, overwritten), x in b.
 * False where a is not positive. */
bool eigen_solve(double *a, double *b, int n);

/* The rotation nearest to a 3 x 3 matrix, row by row (polar decomposition); the identity
 * where it has none. */
void eigen_rotation(const float matrix[3][3], float out[3][3]);

#endif
