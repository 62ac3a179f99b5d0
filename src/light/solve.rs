//! Small systems of linear equations.

/// Solves `matrix * x = right` by Gaussian elimination with partial pivoting; none if the matrix
/// is singular.
pub(super) fn solve<const N: usize>(
    mut matrix: [[f64; N]; N],
    mut right: [f64; N],
) -> Option<[f64; N]> {
    for column in 0..N {
        let pivot = (column..N).max_by(|&one, &other| {
            let (one, other) = (matrix[one][column], matrix[other][column]);
            one.abs().total_cmp(&other.abs())
        })?;
        if matrix[pivot][column].abs() < 1e-12 {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in 0..N {
            if row != column {
                let factor = matrix[row][column] / matrix[column][column];
                let pivot_row = matrix[column];
                for (cell, pivot) in matrix[row].iter_mut().zip(pivot_row) {
                    *cell -= factor * pivot;
                }
                right[row] -= factor * right[column];
            }
        }
    }
    let mut solution = right;
    for (index, value) in solution.iter_mut().enumerate() {
        *value /= matrix[index][index];
    }
    Some(solution)
}

/// The least-squares solution of equations, each its factors and its right side.
pub(super) fn least_squares<const N: usize>(
    equations: impl Iterator<Item = ([f64; N], f64)>,
) -> Option<[f64; N]> {
    let mut matrix = [[0.0; N]; N];
    let mut right = [0.0; N];
    for (factors, value) in equations {
        for row in 0..N {
            for column in 0..N {
                matrix[row][column] += factors[row] * factors[column];
            }
            right[row] += factors[row] * value;
        }
    }
    solve(matrix, right)
}
