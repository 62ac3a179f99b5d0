//! Small systems of linear equations.

/// Solves `matrix * x = right` by Gaussian elimination with partial pivoting; none if the matrix
/// is singular.
pub(in crate::light) fn solve<const N: usize>(
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
        let (pivot_row, pivot_right) = (matrix[column], right[column]);
        for (row, (cells, value)) in matrix.iter_mut().zip(&mut right).enumerate() {
            if row != column {
                let factor = cells[column] / pivot_row[column];
                for (cell, pivot) in cells.iter_mut().zip(pivot_row) {
                    *cell -= factor * pivot;
                }
                *value -= factor * pivot_right;
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
pub(in crate::light) fn least_squares<const N: usize>(
    equations: impl Iterator<Item = ([f64; N], f64)>,
) -> Option<[f64; N]> {
    let mut matrix = [[0.0; N]; N];
    let mut right = [0.0; N];
    for (factors, value) in equations {
        add_equation(&mut matrix, &mut right, factors, value);
    }
    solve(matrix, right)
}

/// Adds an equation to the normal equations of least squares.
pub(in crate::light) fn add_equation<const N: usize>(
    matrix: &mut [[f64; N]; N],
    right: &mut [f64; N],
    factors: [f64; N],
    value: f64,
) {
    for ((cells, sum), factor) in matrix.iter_mut().zip(right).zip(factors) {
        for (cell, other) in cells.iter_mut().zip(factors) {
            *cell += factor * other;
        }
        *sum += factor * value;
    }
}
